package io.aftercare.hours;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which zones a country has. */
record CountryZones(Map<String, List<ZoneId>> zones) {
    /** Stands for the country of somebody of whom neither country nor zone is known. */
    static final String UNKNOWN = "ZZ";

    /** Zones whose clocks have agreed since then count as one. */
    private static final Instant AGREED_SINCE = Instant.parse("2020-01-01T00:00:00Z");

    static CountryZones parse(DataFile file) {
        Map<String, List<ZoneId>> zones = new HashMap<>();
        for (DataFile.Line line : file.lines()) {
            String[] words = line.text().split(" +");
            if (words.length < 2 || !words[0].matches("[A-Z]{2}")) {
                throw line.refused("line", "must be a country code and its zones: " + line.text());
            }
            if (zones.put(words[0], distinct(line, words)) != null) {
                throw line.refused("country", "must be given once: " + words[0]);
            }
        }
        if (!zones.containsKey(UNKNOWN)) {
            throw file.refused("country", "must have a line for " + UNKNOWN);
        }
        return new CountryZones(Map.copyOf(zones));
    }

    boolean has(String country) {
        return zones.containsKey(country);
    }

    List<ZoneId> of(String country) {
        return zones.getOrDefault(country, List.of());
    }

    private static List<ZoneId> distinct(DataFile.Line line, String[] words) {
        List<ZoneId> distinct = new ArrayList<>();
        Set<Clock> seen = new HashSet<>();
        for (int i = 1; i < words.length; i++) {
            ZoneId zone = zone(line, words[i]);
            if (seen.add(Clock.of(zone.getRules()))) {
                distinct.add(zone);
            }
        }
        return List.copyOf(distinct);
    }

    private static ZoneId zone(DataFile.Line line, String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw line.refused("zone", "must be an IANA time zone: '" + id + "'");
        }
    }

    private record Clock(
            ZoneOffset offset,
            List<ZoneOffsetTransition> changes,
            List<ZoneOffsetTransitionRule> rules) {

        static Clock of(ZoneRules rules) {
            return new Clock(
                    rules.getOffset(AGREED_SINCE),
                    rules.getTransitions().stream()
                            .filter(change -> change.getInstant().isAfter(AGREED_SINCE))
                            .toList(),
                    rules.getTransitionRules());
        }
    }
}
