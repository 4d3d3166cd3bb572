package io.aftercare.hours;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An open part of a day by the wall clock, in minutes since midnight.
 *
 * @param from first open minute, 0 to 1439
 * @param to first minute that is closed again, 1 to 1440; 1440 is 24:00, the end of the day
 */
public record Segment(int from, int to) {
    static final int END_OF_DAY = 24 * 60;

    private static final Pattern TEXT =
            Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");

    /** Refuses a segment that leaves its day or does not end after it begins. */
    public Segment {
        if (from < 0 || to > END_OF_DAY) {
            throw new InvalidHours("segment", "must lie in 00:00 to 24:00: " + text(from, to));
        }
        if (from >= to) {
            throw new InvalidHours(
                    "segment",
                    "must end after it begins, a night is split at 24:00: " + text(from, to));
        }
    }

    /** Reads {@code 08:00-16:30}; {@code 24:00} is the end of the day. */
    public static Segment parse(String text) {
        Matcher times = TEXT.matcher(text);
        if (!times.matches()) {
            throw new InvalidHours("segment", "must look like 08:00-16:30: '" + text + "'");
        }
        return new Segment(
                minutes(times.group(1), times.group(2)), minutes(times.group(3), times.group(4)));
    }

    /** One day's segments in order; refuses two that share a minute. They may touch. */
    static List<Segment> ofOneDay(String field, List<Segment> segments) {
        List<Segment> sorted =
                segments.stream().sorted(Comparator.comparingInt(Segment::from)).toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).from < sorted.get(i - 1).to) {
                throw new InvalidHours(
                        field,
                        "must not have overlapping segments: "
                                + sorted.get(i - 1)
                                + " and "
                                + sorted.get(i));
            }
        }
        return sorted;
    }

    @Override
    public String toString() {
        return text(from, to);
    }

    private static int minutes(String hours, String minutes) {
        return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
    }

    private static String text(int from, int to) {
        return "%02d:%02d-%02d:%02d".formatted(from / 60, from % 60, to / 60, to % 60);
    }
}
