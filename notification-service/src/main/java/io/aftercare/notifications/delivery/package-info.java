/** When and whether a message goes: asked, claimed, delivered, put off, suppressed, taken back. */
@NullMarked
package io.aftercare.notifications.delivery;

import org.jspecify.annotations.NullMarked;
