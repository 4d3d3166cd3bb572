package io.aftercare.followups.contact;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param askAfter how long after a resolution the customer is asked; also the time in which a
 *     resolution can be undone without a word to the customer
 * @param freshFor how long after it is due the question is still worth sending
 */
@ConfigurationProperties("aftercare.followup.contact")
record ContactSettings(
        @DefaultValue("2h") Duration askAfter, @DefaultValue("24h") Duration freshFor) {}
