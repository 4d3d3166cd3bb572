package io.aftercare.followups.promise;

import io.aftercare.hours.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;

/**
 * When a date that is not kept yet is at risk: one business day and four business hours before it.
 * A shorter span is divided: after half of its business time and after four fifths, or of its wall
 * time where nobody works in it.
 *
 * @param second not before the first
 */
record Thresholds(Instant first, Instant second) {

    /** So many warnings there are. */
    static final int LEVELS = 2;

    /**
     * @param given when the date was given, before it is due
     * @param hours when those work who answer for it
     */
    static Thresholds between(Instant given, Instant due, BusinessCalendar hours, Pace pace) {
        Instant days = hours.minusBusinessDays(due, pace.warnDays());
        return days.isBefore(given)
                ? divided(given, due, hours, pace)
                : inOrder(days, hours.minus(due, pace.warnBefore()));
    }

    private static Thresholds divided(
            Instant given, Instant due, BusinessCalendar hours, Pace pace) {
        Duration business = hours.between(given, due);
        if (business.isZero()) {
            Duration wall = Duration.between(given, due);
            return inOrder(
                    given.plus(part(wall, pace.firstPercent())),
                    given.plus(part(wall, pace.secondPercent())));
        }
        return inOrder(
                hours.plus(given, part(business, pace.firstPercent())),
                hours.plus(given, part(business, pace.secondPercent())));
    }

    private static Duration part(Duration whole, int percent) {
        return Duration.ofMillis(whole.toMillis() * percent / 100);
    }

    /** With days of a few hours, four business hours may lie before the last business day. */
    private static Thresholds inOrder(Instant one, Instant other) {
        return one.isAfter(other) ? new Thresholds(other, one) : new Thresholds(one, other);
    }

    Instant at(int level) {
        return level == 1 ? first : second;
    }
}
