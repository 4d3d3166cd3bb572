package io.aftercare.hours;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time that is open in all of several zones. */
record CommonHours(List<ZonedHours> all) implements OpenTime {

    @Override
    public @Nullable Stretch firstAfter(long from) {
        long start = Math.max(from, BEGINNING);
        while (true) {
            long latestStart = start;
            long end = END;
            for (ZonedHours hours : all) {
                Stretch next = hours.firstAfter(start);
                if (next == null) {
                    return null;
                }
                latestStart = Math.max(latestStart, next.start());
                end = Math.min(end, next.end());
            }
            if (latestStart == start) {
                return new Stretch(start, end);
            }
            start = latestStart;
        }
    }

    @Override
    public @Nullable Stretch lastBefore(long to) {
        long end = Math.min(to, END);
        while (true) {
            long earliestEnd = end;
            long start = BEGINNING;
            for (ZonedHours hours : all) {
                Stretch last = hours.lastBefore(end);
                if (last == null) {
                    return null;
                }
                earliestEnd = Math.min(earliestEnd, last.end());
                start = Math.max(start, last.start());
            }
            if (earliestEnd == end) {
                return new Stretch(start, end);
            }
            end = earliestEnd;
        }
    }
}
