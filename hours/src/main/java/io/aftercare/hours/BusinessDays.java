package io.aftercare.hours;

import io.aftercare.hours.OpenTime.Stretch;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.zone.ZoneOffsetTransition;

/** Counts the local dates with open time; what it promises stands at {@link BusinessCalendar}. */
record BusinessDays(ZonedHours hours) {
    private static final LocalTime LAST_TIME = LocalTime.of(23, 59, 59, 999_000_000);

    Instant plus(Instant from, int days) {
        requirePositive(days);
        LocalDateTime start = local(hours.after(OpenTime.millis(from)).start());
        LocalDate date = businessDayAfter(start.toLocalDate(), days);
        return Instant.ofEpochMilli(hours.after(first(date.atTime(start.toLocalTime()))).start());
    }

    Instant minus(Instant to, int days) {
        requirePositive(days);
        LocalDateTime last = local(hours.before(OpenTime.millis(to)).end() - 1);
        LocalDate date = businessDayBefore(last.toLocalDate(), days);
        return Instant.ofEpochMilli(hours.before(afterLast(date.atTime(last.toLocalTime()))).end());
    }

    Instant end(Instant from, int days) {
        requirePositive(days);
        LocalDate date = businessDayAfter(local(OpenTime.millis(from)).toLocalDate(), days);
        Stretch open = hours.before(afterLast(date.atTime(LAST_TIME)));
        while (!date(open).equals(date)) {
            open = hours.before(open.start());
        }
        return Instant.ofEpochMilli(open.end());
    }

    private LocalDate businessDayAfter(LocalDate date, int days) {
        LocalDate found = date;
        long at = first(date.plusDays(1).atStartOfDay());
        for (int left = days; left > 0; ) {
            Stretch open = hours.after(at);
            if (date(open).isAfter(found)) {
                found = date(open);
                left--;
            }
            at = open.end();
        }
        return found;
    }

    private LocalDate businessDayBefore(LocalDate date, int days) {
        LocalDate found = date;
        long at = afterLast(date.minusDays(1).atTime(LAST_TIME));
        for (int left = days; left > 0; ) {
            Stretch open = hours.before(at);
            if (date(open).isBefore(found)) {
                found = date(open);
                left--;
            }
            at = open.start();
        }
        return found;
    }

    private LocalDate date(Stretch open) {
        return local(open.start()).toLocalDate();
    }

    private LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), hours.zone());
    }

    /** The first instant that shows this local time; one that the clocks skip: when they do. */
    private long first(LocalDateTime local) {
        ZoneOffsetTransition change = hours.rules().getTransition(local);
        return change != null && change.isGap()
                ? change.toEpochSecond() * 1000
                : local.atZone(hours.zone()).toInstant().toEpochMilli();
    }

    /** Right after the last instant that shows this local time; of a skipped one: as above. */
    private long afterLast(LocalDateTime local) {
        ZoneOffsetTransition change = hours.rules().getTransition(local);
        return change != null && change.isGap()
                ? change.toEpochSecond() * 1000
                : local.atZone(hours.zone()).withLaterOffsetAtOverlap().toInstant().toEpochMilli()
                        + 1;
    }

    private static void requirePositive(int days) {
        if (days < 1) {
            throw new InvalidHours("days", "must be 1 or more: " + days);
        }
    }
}
