package io.aftercare.followups.known;

import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.DaysOff;
import io.aftercare.hours.WeeklyHours;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people are assumed to live of whom it is not known, and when the company works. Country and
 * zone are the same settings as in the other services, so that all of them assume the same.
 *
 * @param country whose contact hours hold for a customer of whom neither country nor zone is known,
 *     ISO 3166; the company is closed on its public holidays, where those are known
 * @param zone where a promised day ends for a customer whose zone is not known
 * @param calendar when teams work that have no calendar of their own, in that zone
 */
@ConfigurationProperties("aftercare.company")
public record CompanySettings(
        @DefaultValue("NO") String country,
        @DefaultValue("Europe/Oslo") ZoneId zone,
        @DefaultValue("Mon-Fri 09:00-17:00") String calendar) {

    public CompanySettings {
        if (!Set.of(Locale.getISOCountries()).contains(country)) {
            throw new IllegalArgumentException(
                    "aftercare.company.country must be ISO 3166, as NO: " + country);
        }
        hours(country, zone, calendar); // refuses one that nobody works by
    }

    /** When teams work that have no calendar of their own. */
    public BusinessCalendar hours() {
        return hours(country, zone, calendar);
    }

    private static BusinessCalendar hours(String country, ZoneId zone, String calendar) {
        return BusinessCalendar.of(
                zone, WeeklyHours.parse(calendar), DaysOff.knownHolidays(country));
    }
}
