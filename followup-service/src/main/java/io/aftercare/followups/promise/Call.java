package io.aftercare.followups.promise;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody called the customer of a case.
 *
 * @param reportedAt when that was first written down anywhere
 * @param by the id of a member of staff, null: somebody in the source of the case
 * @param told the promises of whose new date the customer was told
 */
record Call(
        UUID id,
        UUID caseId,
        Instant at,
        Instant reportedAt,
        Outcome outcome,
        @Nullable String by,
        Set<UUID> told) {

    enum Outcome {
        /** A person spoke with the customer. */
        REACHED,
        NO_ANSWER,
        VOICEMAIL,
        WRONG_NUMBER
    }

    /** The call in which a customer was told of a new date by phone; null if they were not. */
    static @Nullable Call within(Report report, Promise promise) {
        return report instanceof RevisionRequest request && request.toldAt() != null
                ? new Call(
                        request.id(),
                        promise.terms().caseId(),
                        request.toldAt(),
                        request.reportedAt(),
                        Outcome.REACHED,
                        request.by(),
                        Set.of(promise.terms().id()))
                : null;
    }

    /** True if it did not reach the customer, but might have. */
    boolean isTry() {
        return outcome == Outcome.NO_ANSWER || outcome == Outcome.VOICEMAIL;
    }

    /** True if they were told of the new date of that promise. */
    boolean tells(UUID promiseId) {
        return told.contains(promiseId);
    }
}
