package io.aftercare.cases.figures;

import io.aftercare.cases.lifecycle.Buckets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long the cases of one group took, never without what that was worth: handled well counts
 * before handled fast.
 *
 * @param code of the cause or product; null: those without one, or all
 * @param resolved cases that were first resolved in these weeks
 * @param first until their first resolution
 * @param total until the last one, of those that are not open again
 * @param reopenedShare of the resolved: taken up again, or gone on in a linked case
 * @param answered whose customers said whether it is solved
 * @param confirmedSolvedShare of the answered
 * @param smallSample true if fewer than 20 were resolved: it may be chance
 */
record ResolutionLine(
        @Nullable String code,
        long resolved,
        @Nullable Time first,
        @Nullable Time total,
        @Nullable Double reopenedShare,
        long answered,
        @Nullable Double confirmedSolvedShare,
        boolean smallSample) {

    private static final double HALF = 0.5;
    private static final double MOST = 0.8;
    private static final double NEARLY_ALL = 0.95;

    /**
     * Within so many minutes half of them, 80 % and 95 % were resolved; at most 12.5 % too long.
     */
    record Time(long medianMinutes, long p80Minutes, long p95Minutes) {

        private static @Nullable Time of(SortedMap<Integer, Long> counts) {
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            return all <= 0
                    ? null
                    : new Time(
                            within(counts, all, HALF),
                            within(counts, all, MOST),
                            within(counts, all, NEARLY_ALL));
        }

        private static long within(SortedMap<Integer, Long> counts, long all, double share) {
            long wanted = (long) Math.ceil(all * share);
            long seen = 0;
            for (var bucket : counts.entrySet()) {
                seen += bucket.getValue();
                if (seen >= wanted) {
                    return Buckets.longest(bucket.getKey());
                }
            }
            return Buckets.longest(counts.lastKey());
        }
    }

    /** Sums of one group, as they come. */
    static final class Adding {

        private final TreeMap<Integer, Long> first = new TreeMap<>();
        private final TreeMap<Integer, Long> total = new TreeMap<>();
        private long resolved;
        private long reopened;
        private long answered;
        private long confirmed;

        void add(Figures.Sum sum) {
            switch (sum.measure()) {
                case "FIRST" -> first.merge(sum.bucket(), sum.cases(), Long::sum);
                case "TOTAL" -> total.merge(sum.bucket(), sum.cases(), Long::sum);
                case "RESOLVED" -> resolved += sum.cases();
                case "REOPENED" -> reopened += sum.cases();
                case "ANSWERED" -> answered += sum.cases();
                case "CONFIRMED" -> confirmed += sum.cases();
                default -> throw new IllegalArgumentException(sum.measure());
            }
        }

        ResolutionLine line(String code) {
            return new ResolutionLine(
                    code.isEmpty() ? null : code,
                    resolved,
                    Time.of(first),
                    Time.of(total),
                    share(reopened, resolved),
                    answered,
                    share(confirmed, answered),
                    resolved < ComplaintLine.SMALL);
        }

        private static @Nullable Double share(long part, long all) {
            return all == 0 ? null : (double) part / all;
        }
    }
}
