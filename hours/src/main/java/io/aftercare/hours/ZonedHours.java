package io.aftercare.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open time of one zone. Between two changes of the zone's offset, local time runs evenly; so
 * it looks at one such period after the other, and inside it at one local day after the other.
 */
record ZonedHours(ZoneId zone, ZoneRules rules, WeeklyHours week, DaysOff daysOff)
        implements OpenTime {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    ZonedHours(ZoneId zone, WeeklyHours week, DaysOff daysOff) {
        this(zone, zone.getRules(), week, daysOff);
    }

    @Override
    public @Nullable Stretch firstAfter(long from) {
        long since = Math.max(from, BEGINNING);
        while (since < END) {
            Instant at = Instant.ofEpochMilli(since);
            long offset = offset(at);
            ZoneOffsetTransition change = rules.nextTransition(at);
            long until = change == null ? END : Math.min(END, change.toEpochSecond() * 1000);
            for (long day = localDay(since, offset); day * DAY - offset < until; day++) {
                for (Segment segment : on(day)) {
                    long start = Math.max(since, day * DAY + segment.from() * MINUTE - offset);
                    long end = Math.min(until, day * DAY + segment.to() * MINUTE - offset);
                    if (start < end) {
                        return new Stretch(start, end);
                    }
                }
            }
            since = until;
        }
        return null;
    }

    @Override
    public @Nullable Stretch lastBefore(long to) {
        long until = Math.min(to, END);
        while (until > BEGINNING) {
            Instant last = Instant.ofEpochMilli(until - 1);
            long offset = offset(last);
            ZoneOffsetTransition change = rules.previousTransition(last.plusNanos(1));
            long since =
                    change == null ? BEGINNING : Math.max(BEGINNING, change.toEpochSecond() * 1000);
            for (long day = localDay(until - 1, offset); (day + 1) * DAY - offset > since; day--) {
                for (Segment segment : on(day).reversed()) {
                    long start = Math.max(since, day * DAY + segment.from() * MINUTE - offset);
                    long end = Math.min(until, day * DAY + segment.to() * MINUTE - offset);
                    if (start < end) {
                        return new Stretch(start, end);
                    }
                }
            }
            until = since;
        }
        return null;
    }

    /** A calendar that is shut for a whole year is a mistake, and would be searched in vain. */
    ZonedHours requireOpenEveryYear() {
        for (int year = FIRST_YEAR; year <= LAST_YEAR; year++) {
            LocalDate first = LocalDate.of(year, 1, 1);
            if (first.datesUntil(first.plusYears(1)).allMatch(date -> on(date).isEmpty())) {
                throw new InvalidHours(
                        "hours", "must have working time in every year: none in " + year);
            }
        }
        return this;
    }

    private List<Segment> on(long epochDay) {
        return on(LocalDate.ofEpochDay(epochDay));
    }

    private List<Segment> on(LocalDate date) {
        return daysOff.apply(date, week.on(date.getDayOfWeek()));
    }

    private long offset(Instant instant) {
        return rules.getOffset(instant).getTotalSeconds() * 1000L;
    }

    private static long localDay(long millis, long offset) {
        return Math.floorDiv(millis + offset, DAY);
    }
}
