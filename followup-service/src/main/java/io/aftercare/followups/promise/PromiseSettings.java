package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param grace how long after the due date a report that it was kept may still come before the
 *     customer hears that it was not
 * @param finalAfter how long after the due date an outcome may still change
 * @param defaultZone where a promised day ends for a customer whose zone is not known
 */
@ConfigurationProperties("aftercare.followup.promise")
record PromiseSettings(
        @DefaultValue("60m") Duration grace,
        @DefaultValue("7d") Duration finalAfter,
        @DefaultValue("UTC") ZoneId defaultZone) {}
