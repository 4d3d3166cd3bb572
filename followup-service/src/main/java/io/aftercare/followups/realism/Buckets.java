package io.aftercare.followups.realism;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Working time in steps that grow with it: a quarter and a half of an hour, hours up to eight, half
 * days up to ten days, days up to six weeks, weeks up to twelve. A working day is taken as eight
 * hours, a week as forty. What took longer is in one more bucket, which has no end.
 */
final class Buckets {

    private static final List<Duration> ENDS = ends();

    /** How many have an end. */
    static final int COUNT = ENDS.size();

    private Buckets() {}

    /** The bucket that this span lies in; each includes its end. */
    static int of(Duration span) {
        int bucket = 0;
        while (bucket < COUNT && span.compareTo(ENDS.get(bucket)) > 0) {
            bucket++;
        }
        return bucket;
    }

    /** How many buckets lie wholly within this span. */
    static int within(Duration span) {
        int count = 0;
        while (count < COUNT && span.compareTo(ENDS.get(count)) >= 0) {
            count++;
        }
        return count;
    }

    static Duration end(int bucket) {
        return ENDS.get(bucket);
    }

    private static List<Duration> ends() {
        List<Duration> ends = new ArrayList<>();
        ends.add(Duration.ofMinutes(15));
        ends.add(Duration.ofMinutes(30));
        hours(ends, 1, 8, 1);
        hours(ends, 12, 80, 4);
        hours(ends, 88, 240, 8);
        hours(ends, 280, 480, 40);
        return List.copyOf(ends);
    }

    private static void hours(List<Duration> ends, int first, int last, int step) {
        for (int hours = first; hours <= last; hours += step) {
            ends.add(Duration.ofHours(hours));
        }
    }
}
