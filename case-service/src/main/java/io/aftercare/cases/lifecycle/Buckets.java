package io.aftercare.cases.lifecycle;

import java.time.Duration;
import java.time.Instant;

/**
 * Durations in whole minutes, put together so that some two hundred counts tell percentiles: each
 * minute up to 15 has a bucket, then eight share every doubling, so what is told is at most 12.5 %
 * too long. The view {@code case_mark} computes the same.
 */
public final class Buckets {

    private static final int EXACT = 16;
    private static final int DOUBLINGS_OF_EXACT = 4;
    private static final int PER_DOUBLING = 8;
    private static final int BITS_WITHIN = 3;

    /** Longer times, over 4,000 years, are taken for this. */
    private static final long LONGEST = Integer.MAX_VALUE;

    private Buckets() {}

    static int of(Instant from, Instant to) {
        long minutes = Math.clamp(Duration.between(from, to).toMinutes(), 0, LONGEST);
        if (minutes < EXACT) {
            return (int) minutes;
        }
        int doublings = Long.SIZE - 1 - Long.numberOfLeadingZeros(minutes);
        int within = (int) (minutes >> (doublings - BITS_WITHIN)) % PER_DOUBLING;
        return EXACT + (doublings - DOUBLINGS_OF_EXACT) * PER_DOUBLING + within;
    }

    /** The longest duration in a bucket, in minutes. */
    public static long longest(int bucket) {
        if (bucket < EXACT) {
            return bucket;
        }
        int doublings = DOUBLINGS_OF_EXACT + (bucket - EXACT) / PER_DOUBLING;
        int within = (bucket - EXACT) % PER_DOUBLING;
        return ((PER_DOUBLING + within + 1L) << (doublings - BITS_WITHIN)) - 1;
    }
}
