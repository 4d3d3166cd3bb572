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

    LocalDate day();

    /** The whole of that day, in the customer's zone. */
    record Day(LocalDate day) implements Due {

        @Override
        public Instant endsAt(ZoneId zone) {
            return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
        }
    }

    /** That moment, inclusive. */
    record Moment(Instant at) implements Due {

        @Override
        public Instant endsAt(ZoneId zone) {
            return at;
        }

        @Override
        public LocalDate day() {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }

    /** True if nobody can have meant this date when promising at {@code made}. */
    default boolean isAbsurd(Instant made) {
        LocalDate today = LocalDate.ofInstant(made, ZoneOffset.UTC);
        return day().isAfter(today.plus(FURTHEST_AHEAD))
                || day().isBefore(today.minus(FURTHEST_BACK));
    }
}
