package io.aftercare.hours;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The public and bank holidays of a country, or of one of its parts; mere observances are not among
 * them. Each year is computed once and kept for all calendars.
 */
final class PublicHolidays {
    private static final Map<String, PublicHolidays> KNOWN = new ConcurrentHashMap<>();

    private final HolidayManager source;
    private final String[] part;
    private final AtomicReferenceArray<@Nullable BitSet> years =
            new AtomicReferenceArray<>(OpenTime.LAST_YEAR - OpenTime.FIRST_YEAR + 1);

    private PublicHolidays(HolidayManager source, String[] part) {
        this.source = source;
        this.part = part;
    }

    static boolean areKnown(String country) {
        // The source also has stock exchanges; their names are longer.
        return country.length() == 2
                && HolidayManager.getSupportedCalendarCodes()
                        .contains(country.toUpperCase(Locale.ROOT));
    }

    static PublicHolidays of(String country, @Nullable String subdivision) {
        String code = country.toUpperCase(Locale.ROOT);
        if (!areKnown(code)) {
            throw new InvalidHours(
                    "holidays.country", "must be a country with known holidays: '" + country + "'");
        }
        HolidayManager source = source(code);
        String part = subdivision == null ? "" : subdivision.toLowerCase(Locale.ROOT);
        if (subdivision != null && !source.getCalendarHierarchy().getChildren().containsKey(part)) {
            throw new InvalidHours(
                    "holidays.subdivision",
                    "must be a part of %s with known holidays: '%s'".formatted(code, subdivision));
        }
        return KNOWN.computeIfAbsent(
                code + "-" + part,
                _ ->
                        new PublicHolidays(
                                source, subdivision == null ? new String[0] : new String[] {part}));
    }

    boolean contains(LocalDate date) {
        int index = date.getYear() - OpenTime.FIRST_YEAR;
        if (index < 0 || index >= years.length()) {
            return false;
        }
        BitSet year = years.get(index);
        if (year == null) {
            year = year(date.getYear());
            years.set(index, year);
        }
        return year.get(date.getDayOfYear());
    }

    /** A holiday that moves to a working day may move into the neighbouring year. */
    private BitSet year(int year) {
        BitSet days = new BitSet();
        for (int listed = year - 1; listed <= year + 1; listed++) {
            for (Holiday holiday : source.getHolidays(Year.of(listed), part)) {
                if (holiday.getDate().getYear() == year
                        && holiday.getType() != HolidayType.OBSERVANCE) {
                    days.set(holiday.getDate().getDayOfYear());
                }
            }
        }
        return days;
    }

    /**
     * The source finds its parts through the thread's class loader, and a pool's thread may have
     * one that does not see them.
     */
    private static HolidayManager source(String country) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(PublicHolidays.class.getClassLoader());
        try {
            return HolidayManager.getInstance(
                    ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
