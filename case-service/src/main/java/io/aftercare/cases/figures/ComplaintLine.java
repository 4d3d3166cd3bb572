package io.aftercare.cases.figures;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The complaints of one group, over time.
 *
 * @param code of the cause or product; null: those without one, or all
 * @param lastFour in the last four weeks that are over
 * @param fourBefore in the four weeks before those
 * @param change how much more they became, as 0.25 for a quarter; null if there were none before
 * @param per1000 of the last four weeks, by a thousand units; null if a week's units are not known,
 *     of all products if it is not of one
 * @param per1000Before the same of the four weeks before
 * @param smallSample true if fewer than 20 in all eight weeks: it may be chance
 * @param weeks oldest first; the last one is not over
 */
record ComplaintLine(
        @Nullable String code,
        long lastFour,
        long fourBefore,
        @Nullable Double change,
        @Nullable Double per1000,
        @Nullable Double per1000Before,
        boolean smallSample,
        List<Week> weeks) {

    private static final int FOUR = 4;
    static final int SMALL = 20;
    private static final double A_THOUSAND = 1_000;

    /**
     * @param week its Monday, in UTC
     * @param units that were with customers; null if nobody said so, or not of all products that
     *     were complained of
     */
    record Week(LocalDate week, long complaints, @Nullable Long units, @Nullable Double per1000) {}

    /**
     * @param thisWeek the week that is not over
     * @param weeks how many to show, that one included
     */
    static ComplaintLine of(
            String code,
            Map<LocalDate, Long> complaints,
            Map<LocalDate, Long> units,
            LocalDate thisWeek,
            int weeks) {
        LocalDate four = thisWeek.minusWeeks(FOUR);
        LocalDate eight = four.minusWeeks(FOUR);
        long last = sum(complaints, four);
        long before = sum(complaints, eight);
        List<Week> shown = new ArrayList<>();
        for (int back = weeks - 1; back >= 0; back--) {
            LocalDate week = thisWeek.minusWeeks(back);
            long count = complaints.getOrDefault(week, 0L);
            Long of = units.get(week);
            shown.add(new Week(week, count, of, rate(count, of)));
        }
        return new ComplaintLine(
                code.isEmpty() ? null : code,
                last,
                before,
                before == 0 ? null : (double) (last - before) / before,
                rate(last, units(units, four)),
                rate(before, units(units, eight)),
                last + before < SMALL,
                shown);
    }

    private static long sum(Map<LocalDate, Long> of, LocalDate from) {
        long sum = 0;
        for (int week = 0; week < FOUR; week++) {
            sum += of.getOrDefault(from.plusWeeks(week), 0L);
        }
        return sum;
    }

    private static @Nullable Long units(Map<LocalDate, Long> of, LocalDate from) {
        for (int week = 0; week < FOUR; week++) {
            if (!of.containsKey(from.plusWeeks(week))) {
                return null;
            }
        }
        return sum(of, from);
    }

    private static @Nullable Double rate(long count, @Nullable Long units) {
        return units == null || units == 0 ? null : count * A_THOUSAND / units;
    }
}
