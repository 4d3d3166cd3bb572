package io.aftercare.followups.realism;

import io.aftercare.hours.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * When the company works. The one place to change, should spans be counted in the calendar of a
 * team.
 */
record WorkingTime(BusinessCalendar calendar) {

    /** Longer than the last bucket in any calendar with a day a week. */
    private static final Duration LONGEST = Duration.ofDays(800);

    /** How long that is if it is not worth counting. */
    private static final Duration VERY_LONG = Duration.ofHours(100_000);

    /**
     * The working time between two instants; none if the second is the earlier one. Any instants.
     */
    Duration between(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return Duration.ZERO;
        }
        boolean countable =
                !from.isBefore(Instant.EPOCH) && Duration.between(from, to).compareTo(LONGEST) <= 0;
        return countable ? calendar.between(from, to) : VERY_LONG;
    }

    Instant plus(Instant from, Duration span) {
        return calendar.plus(from, span);
    }

    LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, calendar.zone());
    }

    /** How long something is over that happened on that day: from its end on, so never too much. */
    Duration since(LocalDate day, Instant now) {
        return between(day.plusDays(1).atStartOfDay(calendar.zone()).toInstant(), now);
    }

    /** True for a closing time, too: who works until then can still keep it. */
    boolean includes(Instant moment) {
        return calendar.isOpen(moment) || calendar.isOpen(moment.minusMillis(1));
    }

    boolean includes(LocalDate day) {
        return day(calendar.nextOpen(day.atStartOfDay(calendar.zone()).toInstant())).equals(day);
    }
}
