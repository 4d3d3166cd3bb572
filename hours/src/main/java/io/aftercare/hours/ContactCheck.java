package io.aftercare.hours;

import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import io.aftercare.hours.ContactRules.Key;
import io.aftercare.hours.OpenTime.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/**
 * Finds contact hours that leave a person without an allowed moment for too long: in the hours of
 * one zone, and in those that all zones of a country share. It looks at the year from the data's
 * version on, without public holidays.
 */
record ContactCheck(ContactRules rules, CountryZones zones) {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration EIGHT_DAYS = Duration.ofDays(8);
    private static final Duration YEAR = Duration.ofDays(366);

    /** A change of clocks, at most this, may lengthen a night. */
    private static final Duration CLOCK_CHANGE = Duration.ofHours(3);

    void requireMoments() {
        for (Map.Entry<Key, ContactRules.Rule> entry : rules.rules().entrySet()) {
            Key key = entry.getKey();
            if (isMailToConsumers(key) && entry.getValue().notOnHolidays()) {
                throw refused(key, "must have a moment on holidays too");
            }
            require(key, longest(key).minus(CLOCK_CHANGE), List.of(ZoneOffset.UTC));
        }
        for (Map.Entry<String, List<ZoneId>> country : zones.zones().entrySet()) {
            if (country.getValue().size() > 1) {
                requireSharedMoments(country.getKey(), country.getValue());
            }
        }
    }

    private void requireSharedMoments(String country, List<ZoneId> all) {
        for (Channel channel : Channel.values()) {
            for (Audience audience : Audience.values()) {
                Key key = new Key(country, channel, audience);
                require(key, longest(key), all);
            }
        }
    }

    private void require(Key key, Duration longest, List<ZoneId> where) {
        WeeklyHours week = rules.rule(key.country(), key.channel(), key.audience()).week();
        OpenTime hours = OpenTime.in(where, week, DaysOff.none());
        Instant from = rules.version().atStartOfDay(ZoneOffset.UTC).toInstant();
        long at = OpenTime.millis(from);
        long end = OpenTime.millis(from.plus(YEAR));
        while (at < end) {
            Stretch next = hours.firstAfter(at);
            if (next == null || next.start() - at >= longest.toMillis()) {
                throw refused(
                        key,
                        "must leave a moment in any %d hours, and does not after %s in %s"
                                .formatted(longest.toHours(), Instant.ofEpochMilli(at), where));
            }
            at = next.end();
        }
    }

    private static Duration longest(Key key) {
        return isMailToConsumers(key) ? DAY : EIGHT_DAYS;
    }

    private static boolean isMailToConsumers(Key key) {
        return key.channel() == Channel.EMAIL && key.audience() == Audience.CONSUMER;
    }

    private static InvalidHours refused(Key key, String rule) {
        return new InvalidHours(
                "%s %s %s".formatted(key.country(), key.channel(), key.audience()), rule);
    }
}
