package io.aftercare.followups.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise as the ledger shows it.
 *
 * @param dueDay the day that was promised, if it was a day
 * @param dueAt the last instant that keeps it, null as long as it has no date
 * @param condition what the customer has to do first, null if there was a date from the start
 * @param recordedLate true if it was recorded after its due date
 * @param heldFor the promise in whose place this one was made, as that could not be kept
 * @param revision which of the dates stands, 0 if none was given; {@code dueDay} and {@code dueAt}
 *     are that one's
 * @param revisions every date that was given, the first one first
 * @param realism by the number of a date, how likely it was to be kept when it was given; of dates
 *     that were imported or recorded late nothing
 * @param ledger every line, the oldest first
 */
record PromiseView(
        UUID id,
        UUID caseId,
        Promise.Kind kind,
        Promise.State state,
        int revision,
        @Nullable LocalDate dueDay,
        @Nullable Instant dueAt,
        @Nullable Condition condition,
        @Nullable String owner,
        Instant madeAt,
        Instant recordedAt,
        boolean recordedLate,
        boolean imported,
        @Nullable UUID heldFor,
        @Nullable Instant keptAt,
        @Nullable Instant withdrawnAt,
        @Nullable Boolean withdrawnWithConsent,
        List<Revision> revisions,
        Map<Integer, Realism> realism,
        List<Entries.Entry> ledger) {

    static PromiseView of(
            Promise promise, Map<Integer, Realism> realism, List<Entries.Entry> ledger) {
        Promise.Terms terms = promise.terms();
        Revision stands = promise.hasDate() ? promise.revision() : null;
        Withdrawal withdrawal = promise.withdrawal();
        return new PromiseView(
                terms.id(),
                terms.caseId(),
                terms.kind(),
                promise.state(),
                promise.number(),
                stands == null ? null : stands.dueDay(),
                stands == null ? null : stands.due(),
                promise.condition(),
                terms.owner(),
                terms.madeAt(),
                terms.recordedAt(),
                stands != null && promise.revision(Revision.FIRST).recordedLate(),
                terms.imported(),
                terms.heldFor(),
                promise.keptAt(),
                withdrawal == null ? null : withdrawal.at(),
                withdrawal == null ? null : withdrawal.consent(),
                promise.revisions(),
                realism,
                ledger);
    }
}
