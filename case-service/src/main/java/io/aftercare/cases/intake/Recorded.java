package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Verdict.Result;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
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
        @Nullable String rule) {

    static Recorded read(ResultSet row, int number) throws SQLException {
        OffsetDateTime occurredAt = row.getObject("occurred_at", OffsetDateTime.class);
        return new Recorded(
                row.getString("source"),
                row.getString("report_id"),
                row.getObject("case_id", UUID.class),
                row.getString("source_case_id"),
                row.getString("type"),
                occurredAt == null ? null : occurredAt.toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Result.valueOf(row.getString("result")),
                row.getString("field"),
                row.getString("rule"));
    }
}
