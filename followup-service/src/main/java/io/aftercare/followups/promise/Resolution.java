package io.aftercare.followups.promise;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One cycle of a case, as far as it has been heard of; its parts may arrive in any order.
 *
 * @param resolvedAt when the case was resolved
 * @param recordedAt when that was first written down
 * @param reopenedAt when the case was taken up again
 * @param denied true if that was because the customer said that it was not solved
 */
record Resolution(
        UUID caseId,
        int cycle,
        @Nullable Instant resolvedAt,
        @Nullable Instant recordedAt,
        @Nullable Instant reopenedAt,
        boolean denied) {

    /**
     * What keeps a promise to resolve that was made at that time, or null if this resolution does
     * not. One from before the promise does not: it may have been reopened by a fact that has not
     * come yet, and a promise that is kept stays kept. See {@link #standsAt}.
     */
    Promise.@Nullable Keep keeps(Instant made) {
        return resolvedAt == null || recordedAt == null || resolvedAt.isBefore(made)
                ? null
                : new Promise.Keep(resolvedAt, recordedAt);
    }

    /** True if the case stood resolved at that time, as far as has been heard. */
    boolean standsAt(Instant time) {
        return resolvedAt != null
                && !resolvedAt.isAfter(time)
                && (reopenedAt == null || reopenedAt.isAfter(time));
    }

    /** True if the customer had denied by then that the problem was solved. */
    boolean isDenied(Instant by) {
        return denied && reopenedAt != null && !reopenedAt.isAfter(by);
    }

    /** Both parts together; what this one knows stays. */
    Resolution and(Resolution other) {
        boolean known = resolvedAt != null;
        return new Resolution(
                caseId,
                cycle,
                known ? resolvedAt : other.resolvedAt,
                known ? recordedAt : other.recordedAt,
                reopenedAt == null ? other.reopenedAt : reopenedAt,
                denied || other.denied);
    }
}
