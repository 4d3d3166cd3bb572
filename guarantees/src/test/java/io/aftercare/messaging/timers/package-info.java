/** Timers in a real database. */
@NullMarked
package io.aftercare.messaging.timers;

import org.jspecify.annotations.NullMarked;
