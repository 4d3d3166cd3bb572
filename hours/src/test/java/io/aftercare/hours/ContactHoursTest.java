package io.aftercare.hours;

import static io.aftercare.hours.ContactHours.Audience.BUSINESS;
import static io.aftercare.hours.ContactHours.Audience.CONSUMER;
import static io.aftercare.hours.ContactHours.Channel.CALL;
import static io.aftercare.hours.ContactHours.Channel.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ContactHoursTest {
    private static final ContactHours HOURS = ContactHours.load();
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final String ZONES =
            "NO Europe/Oslo\nUS America/New_York Pacific/Honolulu\nZZ UTC";
    private static final List<String> DEFAULTS =
            List.of(
                    "version 2026-11-01",
                    "default EMAIL CONSUMER Mon-Sun 08:00-21:00",
                    "default EMAIL BUSINESS Mon-Fri 08:00-18:00",
                    "default SMS CONSUMER Mon-Fri 09:00-20:00",
                    "default SMS BUSINESS Mon-Fri 09:00-17:00",
                    "default CALL CONSUMER Mon-Fri 09:00-19:00",
                    "default CALL BUSINESS Mon-Fri 09:00-17:00");

    @Test
    void consumersGetMailFromEightToTwentyOneEveryDay() {
        ContactWindow mail = HOURS.allowed("NO", OSLO, EMAIL, CONSUMER);
        Instant sunday = at(OSLO, "2026-12-27T00:00");

        assertThat(mail.nextAllowed(sunday)).isEqualTo(at(OSLO, "2026-12-27T08:00"));
        assertThat(mail.isAllowed(at(OSLO, "2026-12-27T21:00").minusMillis(1))).isTrue();
        assertThat(mail.isAllowed(at(OSLO, "2026-12-27T21:00"))).isFalse();
        assertThat(mail.lastAllowedBefore(at(OSLO, "2026-12-28T08:00")))
                .isEqualTo(at(OSLO, "2026-12-27T21:00").minusMillis(1));
        assertThat(mail.lastAllowedBefore(at(OSLO, "2026-12-27T12:00")))
                .isEqualTo(at(OSLO, "2026-12-27T12:00").minusMillis(1));
    }

    @Test
    void listsTheAllowedTimeBetweenTwoInstants() {
        ContactWindow mail = HOURS.allowed("NO", OSLO, EMAIL, CONSUMER);

        assertThat(mail.allowedBetween(at(OSLO, "2026-11-23T10:30"), at(OSLO, "2026-11-24T10:30")))
                .containsExactly(
                        new Span(at(OSLO, "2026-11-23T10:30"), at(OSLO, "2026-11-23T21:00")),
                        new Span(at(OSLO, "2026-11-24T08:00"), at(OSLO, "2026-11-24T10:30")));
        assertThat(mail.allowedBetween(at(OSLO, "2026-11-23T21:00"), at(OSLO, "2026-11-24T08:00")))
                .isEmpty();
        assertThat(mail.allowedBetween(at(OSLO, "2026-11-23T12:00"), at(OSLO, "2026-11-23T12:00")))
                .isEmpty();
    }

    @Test
    void callsFollowTheCountry() {
        ContactWindow norway = HOURS.allowed("NO", OSLO, CALL, CONSUMER);
        ZoneId athens = ZoneId.of("Europe/Athens");
        ContactWindow greece = HOURS.allowed("GR", athens, CALL, CONSUMER);

        assertThat(norway.nextAllowed(at(OSLO, "2027-05-14T20:00")))
                .as("weekend, then Constitution Day")
                .isEqualTo(at(OSLO, "2027-05-18T09:00"));
        assertThat(greece.nextAllowed(at(athens, "2026-11-23T14:30")))
                .isEqualTo(at(athens, "2026-11-23T17:30"));
    }

    @Test
    void withoutAZoneAllZonesOfTheCountryMustAllowIt() {
        ContactWindow mail = HOURS.allowed("US", null, EMAIL, CONSUMER);

        // 08:00 in Honolulu (UTC-10), 21:00 in New York (UTC-5)
        assertThat(mail.allowedBetween(utc("2026-12-01T12:00"), utc("2026-12-02T12:00")))
                .containsExactly(new Span(utc("2026-12-01T18:00"), utc("2026-12-02T02:00")));
        assertThat(mail.lastAllowedBefore(utc("2026-12-02T12:00")))
                .isEqualTo(utc("2026-12-02T02:00").minusMillis(1));
    }

    @Test
    void anUnknownCountryHasTheDefaultHours() {
        ZoneId maputo = ZoneId.of("Africa/Maputo");

        for (String country : new String[] {"XX", "", "AQ", "zz"}) {
            assertThat(
                            HOURS.allowed(country, maputo, CALL, CONSUMER)
                                    .nextAllowed(at(maputo, "2026-11-21T16:00")))
                    .isEqualTo(at(maputo, "2026-11-23T09:00"));
        }
    }

    @Test
    void withNothingKnownItIsDayBothInNewYorkAndInHelsinki() {
        ContactWindow mail = HOURS.allowed(null, null, EMAIL, CONSUMER);

        assertThat(mail.allowedBetween(utc("2026-12-01T00:00"), utc("2026-12-02T00:00")))
                .containsExactly(new Span(utc("2026-12-01T13:00"), utc("2026-12-01T19:00")));
    }

    @Test
    void theCountryMayBeWrittenInSmallLetters() {
        assertThat(HOURS.allowed("no", OSLO, CALL, CONSUMER))
                .isSameAs(HOURS.allowed("NO", OSLO, CALL, CONSUMER));
    }

    @Test
    void everyCountryLetsConsumersBeMailedOnceInAnyDay() {
        List<String> countries = new ArrayList<>(List.of(Locale.getISOCountries()));
        countries.add("XK");
        countries.add("nowhere");

        for (String country : countries) {
            ContactWindow mail = HOURS.allowed(country, null, EMAIL, CONSUMER);
            for (Instant t = utc("2027-01-01T00:00"); t.isBefore(utc("2028-01-01T00:00")); ) {
                Instant next = mail.nextAllowed(t);
                assertThat(Duration.between(t, next)).as(country).isLessThan(Duration.ofDays(1));
                Instant end =
                        mail.allowedBetween(next, next.plus(Duration.ofDays(1))).getFirst().end();
                assertThat(end).as(country).isAfter(next);
                t = end;
            }
        }
    }

    @Test
    void everyWindowOpensWithinTwoWeeks() {
        Instant christmas = utc("2026-12-24T23:00");

        for (String country : Locale.getISOCountries()) {
            for (ContactHours.Channel channel : ContactHours.Channel.values()) {
                for (ContactHours.Audience audience : ContactHours.Audience.values()) {
                    assertThat(
                                    HOURS.allowed(country, null, channel, audience)
                                            .nextAllowed(christmas))
                            .as("%s %s %s", country, channel, audience)
                            .isBefore(christmas.plus(Duration.ofDays(14)));
                }
            }
        }
    }

    @Test
    void businessCustomersFindAnHourWithinNinetySixHoursOverAnOrdinaryWeekend() {
        ContactWindow mail = HOURS.allowed("NO", OSLO, EMAIL, BUSINESS);
        Instant resolved = at(OSLO, "2026-11-20T17:30");

        assertThat(mail.nextAllowed(resolved.plus(Duration.ofHours(24))))
                .isEqualTo(at(OSLO, "2026-11-23T08:00"));
    }

    @Test
    void theWeekOfSomeCountriesBeginsOnSunday() {
        ZoneId riyadh = ZoneId.of("Asia/Riyadh");
        ContactWindow mail = HOURS.allowed("SA", riyadh, EMAIL, BUSINESS);

        assertThat(mail.nextAllowed(at(riyadh, "2026-11-19T18:00")))
                .isEqualTo(at(riyadh, "2026-11-22T08:00"));
    }

    @Test
    void statesItsVersion() {
        assertThat(HOURS.version()).isEqualTo(LocalDate.of(2026, 11, 1));
    }

    @Test
    void refusesDataThatBreakARuleAndNamesTheLine() {
        assertRefused("line 8: channel", "NO FAX CONSUMER Mon-Fri 09:00-20:00");
        assertRefused("line 8: audience", "NO SMS EVERYBODY Mon-Fri 09:00-20:00");
        assertRefused("line 8: country", "XX SMS CONSUMER Mon-Fri 09:00-20:00");
        assertRefused("line 8: country", "NO,NO SMS CONSUMER Mon-Fri 09:00-20:00");
        assertRefused("line 8: country", "default SMS CONSUMER Mon-Fri 09:00-20:00");
        assertRefused("line 8: MONDAY", "NO SMS CONSUMER Mon-Fri 09:00-20:00; Mon 19:00-21:00");
        assertRefused("line 8: segment", "NO SMS CONSUMER Mon-Fri 20:00-09:00");
        assertRefused("line 8: days", "NO SMS CONSUMER Mon-Fryday 08:00-09:00");
        assertRefused("line 8: hours", "NO SMS CONSUMER Mon 08:00-09:00; and on Tuesdays");
        assertRefused("line 8: line", "NO SMS CONSUMER");
        assertThat(loaded("NO SMS CONSUMER Mon 08:00-09:00")).isNotNull();
    }

    @Test
    void refusesMailHoursThatLeaveADayWithoutAMoment() {
        assertRefused("NO EMAIL CONSUMER", "NO EMAIL CONSUMER Mon-Sat 08:00-21:00");
        assertRefused(
                "NO EMAIL CONSUMER", "NO EMAIL CONSUMER Mon-Sun 08:00-21:00; not on holidays");
        assertRefused(
                "NO EMAIL CONSUMER", "NO EMAIL CONSUMER Mon-Wed 00:00-01:00; Thu-Sun 20:00-21:00");
        assertRefused("NO EMAIL CONSUMER", "NO EMAIL CONSUMER Mon-Sun 08:00-10:59");
        assertThat(loaded("NO EMAIL CONSUMER Mon-Sun 08:00-11:30")).isNotNull();
    }

    @Test
    void refusesHoursThatTheZonesOfACountryDoNotShare() {
        assertRefused("US EMAIL CONSUMER", "US EMAIL CONSUMER Mon-Sun 08:00-13:00");
        assertRefused("US CALL BUSINESS", "US CALL BUSINESS Mon-Fri 10:00-15:00");
    }

    @Test
    void refusesAFileWithoutVersionOrDefaults() {
        assertFileRefused("contact-hours.txt: version", "", ZONES);
        assertFileRefused("contact-hours.txt line 1: version", "version one", ZONES);
        for (int i = 1; i < DEFAULTS.size(); i++) {
            List<String> lines = new ArrayList<>(DEFAULTS);
            lines.remove(i);
            assertFileRefused("contact-hours.txt: country", String.join("\n", lines), ZONES);
        }
    }

    @Test
    void refusesZonesThatDoNotExist() {
        String rules = String.join("\n", DEFAULTS);

        assertFileRefused("country-zones.txt line 1: zone", rules, "NO Europe/Nowhere\nZZ UTC");
        assertFileRefused("country-zones.txt line 1: line", rules, "NO\nZZ UTC");
        assertFileRefused("country-zones.txt line 2: country", rules, "ZZ UTC\nZZ UTC");
        assertFileRefused("country-zones.txt: country", rules, "NO Europe/Oslo");
    }

    private static void assertRefused(String field, String line) {
        assertThatExceptionOfType(InvalidHours.class)
                .as(line)
                .isThrownBy(() -> loaded(line))
                .satisfies(
                        e ->
                                assertThat(e.field())
                                        .isEqualTo(
                                                "contact-hours.txt"
                                                        + (field.startsWith("line") ? " " : ": ")
                                                        + field))
                .satisfies(e -> assertThat(e.rule()).contains("must"));
    }

    private static void assertFileRefused(String field, String rules, String zones) {
        assertThatExceptionOfType(InvalidHours.class)
                .isThrownBy(() -> load(rules, zones))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field));
    }

    private static ContactHours loaded(String line) {
        return load(String.join("\n", DEFAULTS) + "\n" + line, ZONES);
    }

    private static ContactHours load(String rules, String zones) {
        return ContactHours.of(
                DataFile.of("contact-hours.txt", rules), DataFile.of("country-zones.txt", zones));
    }

    private static Instant utc(String local) {
        return Instant.parse(local + ":00Z");
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}
