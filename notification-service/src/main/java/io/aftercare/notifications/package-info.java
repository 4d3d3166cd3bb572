/**
 * Tells people what is due to be told: who can be reached and how, when and whether, by which
 * channel.
 */
@NullMarked
package io.aftercare.notifications;

import org.jspecify.annotations.NullMarked;
