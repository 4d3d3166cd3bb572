package io.aftercare.cases.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long is kept what other systems reported.
 *
 * @param reports after they were received; the cases that they made stay
 */
@ConfigurationProperties("aftercare.retention")
record RetentionSettings(@DefaultValue("90d") Duration reports) {

    /** Longer than a report may be replayed. */
    private static final Duration SHORTEST = Duration.ofDays(35);

    RetentionSettings {
        if (reports.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "aftercare.retention.reports must be 35 days or more");
        }
    }
}
