package io.aftercare.surveys.survey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that happened in one cycle of a case, in this service's own words. */
sealed interface CycleFact {

    UUID caseId();

    int cycle();

    /**
     * A resolution.
     *
     * @param outcome its name, as {@code SOLVED}
     * @param kind the name of what it was about, as {@code FAULT}
     * @param aboutFollowUp true if it was about our following up: nothing follows it up
     */
    record Resolved(
            UUID caseId,
            int cycle,
            Instant at,
            @Nullable String personId,
            @Nullable String owner,
            String outcome,
            String kind,
            boolean aboutFollowUp)
            implements CycleFact {}

    /** The cycle ended; what comes later of it plans nothing. */
    record Ended(UUID caseId, int cycle, Survey.Reason reason) implements CycleFact {}

    /** The invitation was taken by the provider. */
    record Delivered(UUID caseId, int cycle, Instant at) implements CycleFact {}

    /**
     * The invitation will not arrive.
     *
     * @param reason its code
     */
    record NotDelivered(UUID caseId, int cycle, String reason) implements CycleFact {}
}
