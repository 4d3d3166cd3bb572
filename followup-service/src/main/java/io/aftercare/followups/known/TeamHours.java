package io.aftercare.followups.known;

import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.InvalidHours;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a team works, as it was written down.
 *
 * @param zone IANA
 * @param country closed on its public holidays, null: on none
 * @param subdivision and on those of this part of it
 * @param week as {@code Mon-Fri 08:00-16:00}
 * @param closed own days
 */
public record TeamHours(
        String zone,
        @Nullable String country,
        @Nullable String subdivision,
        String week,
        List<LocalDate> closed) {

    public TeamHours {
        closed = List.copyOf(closed);
    }

    /**
     * @throws InvalidHours if it breaks a rule
     */
    BusinessCalendar calendar() {
        return BusinessCalendar.read(zone, country, subdivision, week, closed);
    }

    /** The field that breaks a rule, null if none does. */
    @Nullable String fault() {
        try {
            calendar();
            return null;
        } catch (InvalidHours e) {
            return e.field();
        }
    }
}
