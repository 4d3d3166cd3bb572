package io.aftercare.followups.known;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people are assumed to live of whom it is not known. The same settings as in the other
 * services, so that all of them assume the same; the country matters to none of the rules here.
 *
 * @param zone where a promised day ends for a customer whose zone is not known
 */
@ConfigurationProperties("aftercare.company")
public record CompanySettings(@DefaultValue("Europe/Oslo") ZoneId zone) {}
