package io.aftercare.hours;

import static java.util.stream.Collectors.joining;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What is open on each day of an ordinary week. */
public final class WeeklyHours {
    private static final List<String> SHORT_NAMES =
            Arrays.stream(DayOfWeek.values()).map(WeeklyHours::shortName).toList();

    private final List<List<Segment>> days;

    private WeeklyHours(List<List<Segment>> days) {
        this.days = days;
    }

    /** Any number of segments a day, in any order; a day that is absent is closed. */
    public static WeeklyHours of(Map<DayOfWeek, List<Segment>> segments) {
        List<List<Segment>> days =
                Arrays.stream(DayOfWeek.values())
                        .map(day -> ofDay(day, segments.getOrDefault(day, List.of())))
                        .toList();
        if (days.stream().allMatch(List::isEmpty)) {
            throw new InvalidHours("hours", "must have working time on at least one day");
        }
        return new WeeklyHours(days);
    }

    /**
     * Reads {@code Mon-Fri 08:00-12:00,13:00-16:00; Sat 10:00-14:00}. Days are Mon, Tue, Wed, Thu,
     * Fri, Sat, Sun, or a span of them, which may pass the week's end ({@code Sun-Thu}).
     */
    public static WeeklyHours parse(String text) {
        Map<DayOfWeek, List<Segment>> segments = new EnumMap<>(DayOfWeek.class);
        for (String part : text.split(";")) {
            String[] words = part.strip().split("\\s+");
            if (words.length != 2) {
                throw new InvalidHours(
                        "hours",
                        "must look like 'Mon-Fri 08:00-16:00; Sat 10:00-14:00': '" + text + "'");
            }
            List<Segment> hours = Stream.of(words[1].split(",", -1)).map(Segment::parse).toList();
            for (DayOfWeek day : days(words[0])) {
                segments.computeIfAbsent(day, _ -> new ArrayList<>()).addAll(hours);
            }
        }
        return of(segments);
    }

    /** Every minute of every day. */
    public static WeeklyHours aroundTheClock() {
        return parse("Mon-Sun 00:00-24:00");
    }

    List<Segment> on(DayOfWeek day) {
        return days.get(day.ordinal());
    }

    @Override
    public String toString() {
        return Arrays.stream(DayOfWeek.values())
                .filter(day -> !on(day).isEmpty())
                .map(day -> shortName(day) + " " + join(on(day)))
                .collect(joining("; "));
    }

    private static List<Segment> ofDay(DayOfWeek day, List<Segment> segments) {
        return Segment.ofOneDay(day.name(), segments);
    }

    private static List<DayOfWeek> days(String text) {
        String[] ends = text.split("-", -1);
        DayOfWeek first = day(ends[0], text);
        DayOfWeek last = day(ends[ends.length - 1], text);
        if (ends.length > 2) {
            throw new InvalidHours("days", "must be a day or a span of two: '" + text + "'");
        }
        int length = Math.floorMod(last.getValue() - first.getValue(), 7) + 1;
        return Stream.iterate(first, day -> day.plus(1)).limit(length).toList();
    }

    private static DayOfWeek day(String name, String text) {
        int index = SHORT_NAMES.indexOf(name);
        if (index < 0) {
            throw new InvalidHours("days", "must be Mon, Tue, … or Mon-Fri: '" + text + "'");
        }
        return DayOfWeek.of(index + 1);
    }

    private static String shortName(DayOfWeek day) {
        return day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
    }

    private static String join(List<Segment> segments) {
        return segments.stream().map(Segment::toString).collect(joining(","));
    }
}
