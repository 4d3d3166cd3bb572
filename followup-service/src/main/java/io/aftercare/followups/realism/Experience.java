package io.aftercare.followups.realism;

import java.util.Arrays;

/**
 * How long cases of one matter took, and how long those that are still open have been. An open case
 * counts as not resolved within every bucket that it has outlived, and says nothing of longer ones:
 * the product-limit estimate of Kaplan and Meier. Neither left out, as then only quick cases would
 * count, nor taken as never resolved.
 */
final class Experience {

    /** By the bucket of how long they took. */
    private final long[] resolved = new long[Buckets.COUNT + 1];

    /** By how many buckets they have outlived. */
    private final long[] open = new long[Buckets.COUNT + 1];

    void addResolved(int bucket, long cases) {
        resolved[bucket] += cases;
    }

    void addOpen(int outlived, long cases) {
        open[outlived] += cases;
    }

    /** How many were resolved, sooner or later. */
    long resolved() {
        return Arrays.stream(resolved).sum();
    }

    /** How many cases say something of what happens within the first so many buckets. */
    long tellingOf(int buckets) {
        return resolved() + Arrays.stream(open, buckets, open.length).sum();
    }

    /** Which part is resolved within the first so many buckets, 0 to 1. */
    double met(int buckets) {
        return 1 - stillOpen(buckets);
    }

    private double stillOpen(int buckets) {
        long left = resolved() + Arrays.stream(open).sum();
        double still = 1;
        for (int bucket = 0; bucket < buckets; bucket++) {
            left -= open[bucket];
            if (left > 0) {
                still *= 1 - (double) resolved[bucket] / left;
            }
            left -= resolved[bucket];
        }
        return still;
    }

    /** After how many buckets that part is resolved; 0 if it never was. */
    int bucketsUntil(double share) {
        for (int buckets = 1; buckets <= Buckets.COUNT; buckets++) {
            if (met(buckets) >= share) {
                return buckets;
            }
        }
        return 0;
    }
}
