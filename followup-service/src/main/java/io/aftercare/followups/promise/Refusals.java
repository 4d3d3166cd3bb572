package io.aftercare.followups.promise;

import io.aftercare.followups.promise.PromiseRequest.Refused;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was refused, for those who want to know why it is not in the ledger. */
@Repository
class Refusals {

    private final JdbcClient sql;

    Refusals(JdbcClient sql) {
        this.sql = sql;
    }

    record Line(
            long id,
            Instant recordedAt,
            UUID caseId,
            @Nullable UUID promiseId,
            String field,
            String rule) {}

    void add(UUID caseId, UUID promiseId, Refused refused, Instant now) {
        sql.sql(
                        """
                        INSERT INTO refusal (recorded_at, case_id, promise_id, field, rule)
                        VALUES (:now::timestamptz, :caseId, :promiseId, :field, :rule)""")
                .param("now", now.toString())
                .param("caseId", caseId)
                .param("promiseId", promiseId)
                .param("field", refused.field())
                .param("rule", refused.rule())
                .update();
    }

    /** The newest first, from the one before {@code before} on. */
    List<Line> newest(long before, int limit) {
        return sql.sql("SELECT * FROM refusal WHERE id < :before ORDER BY id DESC LIMIT :limit")
                .param("before", before)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Line(
                                        row.getLong("id"),
                                        row.getTimestamp("recorded_at").toInstant(),
                                        row.getObject("case_id", UUID.class),
                                        row.getObject("promise_id", UUID.class),
                                        row.getString("field"),
                                        row.getString("rule")))
                .list();
    }
}
