package io.aftercare.hours;

import io.aftercare.hours.ContactRules.Rule;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * When people may be contacted, by country, channel and audience. The hours are data of this module
 * ({@code contact-hours.txt}), checked when loaded.
 *
 * <p>E-mail to consumers has an allowed moment in any 24 hours, in every country and zone.
 */
public final class ContactHours {
    /** By what somebody is contacted. */
    public enum Channel {
        EMAIL,
        SMS,
        CALL
    }

    /** As what somebody is contacted. */
    public enum Audience {
        CONSUMER,
        BUSINESS
    }

    private record Asked(
            String country, @Nullable ZoneId zone, Channel channel, Audience audience) {}

    private final ContactRules rules;
    private final CountryZones zones;
    private final Map<Asked, ContactWindow> windows = new ConcurrentHashMap<>();

    private ContactHours(ContactRules rules, CountryZones zones) {
        this.rules = rules;
        this.zones = zones;
    }

    /**
     * Reads the data; load once and share.
     *
     * @throws InvalidHours if the data break a rule; it names file, line, field and rule
     */
    public static ContactHours load() {
        return of(DataFile.resource("contact-hours.txt"), DataFile.resource("country-zones.txt"));
    }

    static ContactHours of(DataFile rulesFile, DataFile zonesFile) {
        CountryZones zones = CountryZones.parse(zonesFile);
        ContactRules rules = ContactRules.parse(rulesFile, zones);
        try {
            new ContactCheck(rules, zones).requireMoments();
        } catch (InvalidHours e) {
            throw e.in(rulesFile.name());
        }
        return new ContactHours(rules, zones);
    }

    /** The day from which the data are meant to hold; it names their version. */
    public LocalDate version() {
        return rules.version();
    }

    /**
     * The hours of a person.
     *
     * <p>Without a zone it is what the country allows in all of its zones at once. A country that
     * is absent or not in the data has the default hours, which are narrow; with no zone either,
     * they must hold both in New York and in Helsinki, so that nobody from the east of the Americas
     * to Europe and Africa is disturbed at night. A caller who has a better guess, as its company's
     * country and zone, passes that instead.
     *
     * @param country ISO 3166 code, as {@code NO}
     */
    public ContactWindow allowed(
            @Nullable String country, @Nullable ZoneId zone, Channel channel, Audience audience) {
        String code = country == null ? "" : country.toUpperCase(Locale.ROOT);
        String known = zones.has(code) ? code : CountryZones.UNKNOWN;
        return windows.computeIfAbsent(new Asked(known, zone, channel, audience), this::window);
    }

    private ContactWindow window(Asked asked) {
        Rule rule = rules.rule(asked.country, asked.channel, asked.audience);
        DaysOff daysOff =
                rule.notOnHolidays() && PublicHolidays.areKnown(asked.country)
                        ? DaysOff.publicHolidays(asked.country)
                        : DaysOff.none();
        List<ZoneId> where = asked.zone == null ? zones.of(asked.country) : List.of(asked.zone);
        return new ContactWindow(OpenTime.in(where, rule.week(), daysOff));
    }
}
