package io.aftercare.notifications.delivery;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people are assumed to live of whom neither country nor zone is known; the same in every
 * service that asks when somebody may be written to.
 *
 * @param country ISO 3166
 */
@ConfigurationProperties("aftercare.company")
record CompanySettings(
        @DefaultValue("NO") String country, @DefaultValue("Europe/Oslo") ZoneId zone) {}
