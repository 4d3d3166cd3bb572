package io.aftercare.cases.lifecycle;

import java.time.Instant;
import java.util.Comparator;

/**
 * A report's place in the course of its case. Of reports with the same occurred-at the rank
 * decides, then the report id, so that every order of arrival ends in the same state.
 *
 * @param rank the step that the report tells of, {@link Report.Body#rank}
 */
record Moment(Instant occurredAt, int rank, String reportId) implements Comparable<Moment> {

    private static final Comparator<Moment> ORDER =
            Comparator.comparing(Moment::occurredAt)
                    .thenComparingInt(Moment::rank)
                    .thenComparing(Moment::reportId);

    @Override
    public int compareTo(Moment other) {
        return ORDER.compare(this, other);
    }

    boolean isBefore(Moment other) {
        return compareTo(other) < 0;
    }

    Moment orLater(Moment other) {
        return isBefore(other) ? other : this;
    }
}
