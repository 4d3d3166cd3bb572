package io.aftercare.followups.lists;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise on a list.
 *
 * @param revision the number of the date that stands, 0 if it has none
 * @param dueDay the day, if a day was promised
 * @param dueAt the last instant that keeps it, null if it has no date
 * @param owner who answers for it now: its own owner, or else the one of its case
 * @param team the team that answers for its case now
 * @param cause of the case when it was made
 * @param product of the case when it was made
 */
record Listed(
        UUID id,
        UUID caseId,
        String kind,
        String state,
        int revision,
        @Nullable LocalDate dueDay,
        @Nullable Instant dueAt,
        Instant madeAt,
        @Nullable String owner,
        @Nullable String team,
        @Nullable String cause,
        @Nullable String product,
        boolean imported) {}
