package io.aftercare.surveys.survey;

import io.aftercare.hours.Span;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When to ask: spread over the allowed seconds, so a burst of resolutions is no burst of surveys.
 */
final class Moment {

    private static final long SECOND = 1000;

    private Moment() {}

    /**
     * One of the seconds counted from the start of each span. The same survey and spans always give
     * the same one, and over many surveys each is equally likely.
     *
     * @param survey its id is a hash of case and cycle, so it needs no further hashing
     * @param spans in order and apart from each other
     * @return null if there is no span
     */
    static @Nullable Instant of(UUID survey, List<Span> spans) {
        long all = spans.stream().mapToLong(Moment::seconds).sum();
        if (all == 0) {
            return null;
        }
        long hash = survey.getMostSignificantBits() ^ survey.getLeastSignificantBits();
        return secondOf(spans, Long.remainderUnsigned(hash, all));
    }

    private static Instant secondOf(List<Span> spans, long number) {
        long left = number;
        for (Span span : spans) {
            long seconds = seconds(span);
            if (left < seconds) {
                return span.start().plusSeconds(left);
            }
            left -= seconds;
        }
        throw new IllegalArgumentException("there is no second " + number);
    }

    /** How many whole steps of a second, the first at its start, begin within the span. */
    private static long seconds(Span span) {
        return Math.ceilDiv(span.end().toEpochMilli() - span.start().toEpochMilli(), SECOND);
    }
}
