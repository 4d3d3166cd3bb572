package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What customers heard of their cases by message, for promises that are heard of later. A condition
 * that is said to have been met longer ago than they are kept finds none of them any more.
 */
@Repository
class HeardMessages {

    /** Facts are gone from their topic after 28 days; then a promise cannot come any more. */
    private static final Duration KEPT_FOR = Duration.ofDays(35);

    private final JdbcClient sql;

    HeardMessages(JdbcClient sql) {
        this.sql = sql;
    }

    /** All of these cases, the oldest of each first. */
    Map<UUID, List<Heard>> ofCases(Collection<UUID> caseIds) {
        if (caseIds.isEmpty()) {
            return Map.of();
        }
        return sql
                .sql(
                        """
                        SELECT * FROM heard_message WHERE case_id = ANY(:caseIds)
                         ORDER BY case_id, at, id""")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query(
                        (row, _) ->
                                new Heard(
                                        Row.uuid(row, "case_id"),
                                        Row.instant(row, "at"),
                                        Row.instant(row, "recorded_at"),
                                        Row.uuidOrNull(row, "about")))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Heard::caseId));
    }

    /** Adds them, and forgets those that nothing can follow any more. */
    void add(Collection<Heard> heard, Instant now) {
        sql.sql(
                        """
                        INSERT INTO heard_message (case_id, at, recorded_at, about)
                        SELECT * FROM unnest(:caseId::uuid[], :at::timestamptz[],
                            :recordedAt::timestamptz[], :about::uuid[])""")
                .params(
                        Columns.of(heard)
                                .with("caseId", Heard::caseId)
                                .with("at", Heard::at)
                                .with("recordedAt", Heard::recordedAt)
                                .with("about", Heard::about)
                                .asParams())
                .update();
        sql.sql(
                        """
                        DELETE FROM heard_message WHERE id = ANY(ARRAY(
                            SELECT id FROM heard_message WHERE recorded_at < :before::timestamptz
                             ORDER BY recorded_at LIMIT 1000 FOR UPDATE SKIP LOCKED))""")
                .param("before", now.minus(KEPT_FOR).toString())
                .update();
    }
}
