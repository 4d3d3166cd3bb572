package io.aftercare.hours;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The days that differ from the ordinary week: public holidays, and own days, which win over them.
 */
public final class DaysOff {
    private static final DaysOff NONE = new DaysOff(null, Map.of());

    private final @Nullable PublicHolidays holidays;
    private final Map<LocalDate, List<Segment>> ownDays;

    private DaysOff(@Nullable PublicHolidays holidays, Map<LocalDate, List<Segment>> ownDays) {
        this.holidays = holidays;
        this.ownDays = ownDays;
    }

    /** Every week is ordinary. */
    public static DaysOff none() {
        return NONE;
    }

    /** Closed on the national public holidays of a country, an ISO 3166 code as {@code NO}. */
    public static DaysOff publicHolidays(String country) {
        return publicHolidays(country, null);
    }

    /**
     * Closed on the public holidays of a country and of one of its parts, as {@code DE} and {@code
     * BY}; without a part: the national ones. Refuses what Jollyday does not know.
     */
    public static DaysOff publicHolidays(String country, @Nullable String subdivision) {
        return new DaysOff(PublicHolidays.of(country, subdivision), Map.of());
    }

    /** As {@link #publicHolidays(String)}, but none where Jollyday does not know the country. */
    public static DaysOff knownHolidays(String country) {
        return PublicHolidays.areKnown(country) ? publicHolidays(country) : none();
    }

    /** These, and also closed on own days. Refuses a day that is given twice. */
    public DaysOff closedOn(Collection<LocalDate> dates) {
        DaysOff all = this;
        for (LocalDate date : dates) {
            all = all.with(date, "closed", List.of());
        }
        return all;
    }

    /** These, but open on a day with hours of its own, whatever week and holidays say. */
    public DaysOff openOn(LocalDate date, List<Segment> hours) {
        if (hours.isEmpty()) {
            throw new InvalidHours("open." + date, "must have hours");
        }
        return with(date, "open", Segment.ofOneDay("open." + date, hours));
    }

    List<Segment> apply(LocalDate date, List<Segment> usual) {
        List<Segment> own = ownDays.get(date);
        if (own != null) {
            return own;
        }
        return usual.isEmpty() || holidays == null || !holidays.contains(date) ? usual : List.of();
    }

    private DaysOff with(LocalDate date, String field, List<Segment> hours) {
        if (date.getYear() < OpenTime.FIRST_YEAR || date.getYear() > OpenTime.LAST_YEAR) {
            throw new InvalidHours(
                    field + "." + date,
                    "must lie in %d to %d".formatted(OpenTime.FIRST_YEAR, OpenTime.LAST_YEAR));
        }
        Map<LocalDate, List<Segment>> all = new HashMap<>(ownDays);
        if (all.put(date, hours) != null) {
            throw new InvalidHours(field + "." + date, "must be given once");
        }
        return new DaysOff(holidays, Map.copyOf(all));
    }
}
