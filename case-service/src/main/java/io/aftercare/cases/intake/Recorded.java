package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Verdict.Result;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as it was recorded.
 *
 * @param occurredAt null if what the report said was absurd
 * @param field what is wrong with it, if anything
 * @param rule what must hold of the field, or why nothing changed
 */
record Recorded(
        String source,
        String reportId,
        UUID caseId,
        String sourceCaseId,
        String type,
        @Nullable Instant occurredAt,
        Instant receivedAt,
        Result result,
        @Nullable String field,
        @Nullable String rule) {}
