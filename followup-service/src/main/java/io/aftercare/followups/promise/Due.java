package io.aftercare.followups.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** When a promise is due, as it was given to the customer. */
sealed interface Due {

    /** Further off than this, a date is a slip of the pen. */
    Period FURTHEST_AHEAD = Period.ofYears(5);

    /** Further back than this, nobody means it as a late record. */
    Period FURTHEST_BACK = Period.ofYears(1);

    /** The last millisecond that keeps it. */
    Instant endsAt(ZoneId zone);

    /** True if it lies outside the days from first to last. */
    boolean isOutside(LocalDate first, LocalDate last);

    /** True if nobody can have meant this date when promising at {@code made}. */
    default boolean isAbsurd(Instant made) {
        LocalDate today = LocalDate.ofInstant(made, ZoneOffset.UTC);
        return isOutside(today.minus(FURTHEST_BACK), today.plus(FURTHEST_AHEAD));
    }

    /** The whole of that day, in the customer's zone. */
    record Day(LocalDate day) implements Due {

        @Override
        public Instant endsAt(ZoneId zone) {
            return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        }

        @Override
        public boolean isOutside(LocalDate first, LocalDate last) {
            return day.isBefore(first) || day.isAfter(last);
        }
    }

    /** That moment, inclusive. */
    record Moment(Instant at) implements Due {

        @Override
        public Instant endsAt(ZoneId zone) {
            return at;
        }

        /** Compared as instants: not every instant has a date. */
        @Override
        public boolean isOutside(LocalDate first, LocalDate last) {
            return at.isBefore(first.atStartOfDay(ZoneOffset.UTC).toInstant())
                    || at.isAfter(new Day(last).endsAt(ZoneOffset.UTC));
        }
    }
}
