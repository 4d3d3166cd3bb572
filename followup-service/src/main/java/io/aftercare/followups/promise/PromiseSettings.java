package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param grace how long after the due date a report that it was kept may still come before the
 *     customer hears that it was not
 * @param finalAfter how long after the due date it may still turn out to have been kept in time
 * @param freshFor how long word of a broken promise is worth sending, counted from when it should
 *     have been sent
 */
@ConfigurationProperties("aftercare.followup.promise")
record PromiseSettings(
        @DefaultValue("60m") Duration grace,
        @DefaultValue("7d") Duration finalAfter,
        @DefaultValue("24h") Duration freshFor) {

    /** When the customer hears that this promise was broken. */
    Instant tellAt(Promise promise) {
        return promise.due().plus(grace);
    }
}
