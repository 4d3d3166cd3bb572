package io.aftercare.followups.promise;

import io.aftercare.hours.BusinessCalendar;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What the customer has to do before a promise has a date.
 *
 * @param text in their words; null once they were erased
 * @param remindedAt when they were to be reminded of it, null if they were not
 * @param metAt when they did it, null as long as they have not
 */
record Condition(
        @Nullable String text, Span span, @Nullable Instant remindedAt, @Nullable Instant metAt) {

    /** Longer is no text that anybody said to a customer. */
    static final int LONGEST_TEXT = 200;

    /**
     * How long after that it is due: on the last of so many days.
     *
     * @param business true if only days count on which the team works
     */
    record Span(int days, boolean business) {

        /** More is a slip of the pen. */
        static final int MOST_DAYS = 365;

        /**
         * The day that is promised.
         *
         * @param met when the customer did their part; that day does not count
         * @param customer where they live
         * @param team when those work who answer for it
         */
        LocalDate dueDay(Instant met, ZoneId customer, BusinessCalendar team) {
            return business
                    ? LocalDate.ofInstant(
                            team.endOfBusinessDay(met, days).minusMillis(1), team.zone())
                    : dayIn(customer, met);
        }

        private LocalDate dayIn(ZoneId customer, Instant met) {
            return LocalDate.ofInstant(met, customer).plusDays(days);
        }
    }

    static Condition of(@Nullable String text, Span span) {
        return new Condition(text, span, null, null);
    }

    /** The day if so many are counted there; null if it is not met, or the team's days count. */
    @Nullable LocalDate dayIn(ZoneId customer) {
        return metAt == null || span.business() ? null : span.dayIn(customer, metAt);
    }

    Condition reminded(Instant at) {
        return new Condition(text, span, at, metAt);
    }

    Condition met(Instant at) {
        return new Condition(text, span, remindedAt, at);
    }
}
