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
 * @param dueAt the last instant that keeps it
 * @param recordedLate true if it was recorded after its due date
 * @param heldFor the promise in whose place this one was made, as that could not be kept
 * @param revision which of the dates stands; {@code dueDay} and {@code dueAt} are that one's
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
        Instant dueAt,
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
        Revision stands = promise.revision();
        Withdrawal withdrawal = promise.withdrawal();
        return new PromiseView(
                terms.id(),
                terms.caseId(),
                terms.kind(),
                promise.state(),
                stands.number(),
                stands.dueDay(),
                stands.due(),
                terms.owner(),
                terms.madeAt(),
                terms.recordedAt(),
                promise.revision(Revision.FIRST).recordedLate(),
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
