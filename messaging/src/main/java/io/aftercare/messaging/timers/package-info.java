/**
 * What a service has to do later. A timer fires once in effect, never early, by any replica, in one
 * transaction with what it does; if it waits for a topic, not before that was read up to the
 * instant at which it is due.
 */
@NullMarked
package io.aftercare.messaging.timers;

import org.jspecify.annotations.NullMarked;
