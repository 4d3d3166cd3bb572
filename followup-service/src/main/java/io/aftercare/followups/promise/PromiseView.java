package io.aftercare.followups.promise;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise as the ledger shows it.
 *
 * @param dueDay the day that was promised, if it was a day
 * @param dueAt the last instant that keeps it
 * @param recordedLate true if it was recorded after its due date
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
        @Nullable Instant keptAt,
        List<Entries.Entry> ledger) {

    static PromiseView of(Promise promise, List<Entries.Entry> ledger) {
        Promise.Terms terms = promise.terms();
        return new PromiseView(
                terms.id(),
                terms.caseId(),
                terms.kind(),
                promise.state(),
                Promise.FIRST_REVISION,
                terms.dueDay(),
                terms.due(),
                terms.owner(),
                terms.madeAt(),
                terms.recordedAt(),
                terms.recordedLate(),
                terms.imported(),
                promise.keptAt(),
                ledger);
    }
}
