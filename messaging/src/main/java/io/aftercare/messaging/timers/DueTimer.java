package io.aftercare.messaging.timers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer that fires.
 *
 * @param due when it was to fire, also if it failed then
 * @param since when it could first fire: when it was due, or set, whichever was later
 * @param attempts how often it failed before, 0 at first
 */
public record DueTimer(
        String kind,
        String subject,
        String lock,
        Instant due,
        Instant since,
        int attempts,
        @Nullable String traceparent) {}
