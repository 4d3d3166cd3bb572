package io.aftercare.stack.demo;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A country and a zone in it.
 *
 * @param country ISO 3166, two letters
 */
public record Surroundings(String country, ZoneId zone) {

    private static final int FROM_HOUR = 10;
    private static final int TO_HOUR = 16;

    private static final List<Surroundings> WORLD =
            List.of(
                    of("NO", "Europe/Oslo"),
                    of("BR", "America/Sao_Paulo"),
                    of("US", "America/New_York"),
                    of("US", "America/Los_Angeles"),
                    of("US", "Pacific/Honolulu"),
                    of("NZ", "Pacific/Auckland"),
                    of("JP", "Asia/Tokyo"),
                    of("ID", "Asia/Jakarta"),
                    of("IN", "Asia/Kolkata"));

    private static Surroundings of(String country, String zone) {
        return new Surroundings(country, ZoneId.of(zone));
    }

    /** Where it is day, between 10 and 16 h: the demo also passes at night. */
    public static Surroundings whereItIsDay(Instant now) {
        return WORLD.stream()
                .filter(where -> isDay(now.atZone(where.zone).getHour()))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isDay(int hour) {
        return hour >= FROM_HOUR && hour < TO_HOUR;
    }
}
