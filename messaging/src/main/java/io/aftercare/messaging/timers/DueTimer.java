package io.aftercare.messaging.timers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A timer that fires.
 *
 * @param attempts how often it failed before, 0 at first
 */
public record DueTimer(
        String kind,
        String subject,
        String lock,
        Instant due,
        int attempts,
        @Nullable String traceparent) {}
