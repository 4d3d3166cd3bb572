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
 */
record Resolution(
        UUID caseId,
        int cycle,
        @Nullable Instant resolvedAt,
        @Nullable Instant recordedAt,
        @Nullable Instant reopenedAt) {

    /**
     * What keeps a promise to resolve that was made at that time: the case stood resolved then, or
     * was resolved later. Null if this resolution does not.
     */
    Promise.@Nullable Keep keeps(Instant made) {
        boolean over = reopenedAt != null && !reopenedAt.isAfter(made);
        return resolvedAt == null || recordedAt == null || over
                ? null
                : new Promise.Keep(resolvedAt, recordedAt);
    }

    /** Both parts together; what this one knows stays. */
    Resolution and(Resolution other) {
        boolean known = resolvedAt != null;
        return new Resolution(
                caseId,
                cycle,
                known ? resolvedAt : other.resolvedAt,
                known ? recordedAt : other.recordedAt,
                reopenedAt == null ? other.reopenedAt : reopenedAt);
    }
}
