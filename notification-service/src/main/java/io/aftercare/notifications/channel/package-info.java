/** The ways a message leaves the house. */
@NullMarked
package io.aftercare.notifications.channel;

import org.jspecify.annotations.NullMarked;
