package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was refused, for those who want to know why it is not in the ledger. */
@Repository
class Refusals {

    /** Longer than any topic keeps what was refused; after that nobody can mend it any more. */
    private static final Duration KEPT_FOR = Duration.ofDays(35);

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

    /** A promise, or a report about it, that was refused. */
    record Refusal(UUID caseId, UUID promiseId, Refused why) {}

    /** Adds them, and forgets the oldest ones. */
    void add(Collection<Refusal> refusals, Instant now) {
        if (refusals.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO refusal (recorded_at, case_id, promise_id, field, rule)
                        SELECT :now::timestamptz, refused.*
                          FROM unnest(:caseId::uuid[], :promiseId::uuid[], :field::text[],
                            :rule::text[]) AS refused""")
                .params(
                        Columns.of(refusals)
                                .with("caseId", Refusal::caseId)
                                .with("promiseId", Refusal::promiseId)
                                .with("field", refusal -> refusal.why().field())
                                .with("rule", refusal -> refusal.why().rule())
                                .asParams())
                .param("now", now.toString())
                .update();
        sql.sql(
                        """
                        DELETE FROM refusal WHERE id = ANY(ARRAY(
                            SELECT id FROM refusal WHERE recorded_at < :before::timestamptz
                             ORDER BY recorded_at LIMIT 1000 FOR UPDATE SKIP LOCKED))""")
                .param("before", now.minus(KEPT_FOR).toString())
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
                                        Row.instant(row, "recorded_at"),
                                        Row.uuid(row, "case_id"),
                                        Row.uuidOrNull(row, "promise_id"),
                                        row.getString("field"),
                                        row.getString("rule")))
                .list();
    }
}
