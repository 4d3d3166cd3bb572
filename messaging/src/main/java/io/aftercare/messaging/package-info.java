/**
 * Carries events between services without a word of what they are about. A service declares {@link
 * io.aftercare.messaging.inbox.Listener listeners} and {@link
 * io.aftercare.messaging.timers.TimerHandler timer handlers}; what these write to rows, outbox and
 * timers commits together, once in effect, whatever is repeated, killed or away meanwhile.
 *
 * <p>Here: {@link io.aftercare.messaging.Transactions the way into a transaction}, the locks of
 * keys, what trouble passes by itself, and how rows are {@link io.aftercare.messaging.Columns
 * written} and {@link io.aftercare.messaging.Row read}.
 */
@NullMarked
package io.aftercare.messaging;

import org.jspecify.annotations.NullMarked;
