package io.aftercare.notifications.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what became of messages. The shortest for what names a person.
 *
 * @param messages after they ended, and after the time in which they could have been sent
 * @param badRequests after they were refused; they name nobody
 */
@ConfigurationProperties("aftercare.retention")
record RetentionSettings(
        @DefaultValue("35d") Duration messages, @DefaultValue("90d") Duration badRequests) {

    /** Longer than a dead letter may be replayed: a forgotten message would be asked for anew. */
    private static final Duration SHORTEST = Duration.ofDays(35);

    RetentionSettings {
        requireLongEnough("messages", messages);
        requireLongEnough("bad-requests", badRequests);
    }

    private static void requireLongEnough(String what, Duration kept) {
        if (kept.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "aftercare.retention." + what + " must be 35 days or more");
        }
    }
}
