package io.aftercare.messaging.timers;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The timer table as those who fire it see it. */
final class DueTimers {

    private static final RowMapper<DueTimer> DUE =
            (row, _) ->
                    new DueTimer(
                            row.getString("kind"),
                            row.getString("subject"),
                            row.getString("key"),
                            Row.instant(row, "due"),
                            row.getInt("attempts"),
                            row.getString("traceparent"));

    private final JdbcClient sql;

    DueTimers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Timers that may fire, the earliest first. Read without any lock, so some may be gone soon.
     */
    List<DueTimer> ready(Instant now, int most) {
        return sql.sql(
                        """
                        SELECT kind, subject, key, due, attempts, traceparent
                          FROM messaging.timer t
                         WHERE NOT parked AND due <= :now::timestamptz
                           AND (waits_for IS NULL OR EXISTS (
                                   SELECT FROM messaging.read_up_to r
                                    WHERE r.topic = t.waits_for AND r.partition = t.waits_partition
                                      AND r.at >= t.due))
                         ORDER BY due LIMIT :most""")
                .param("now", now.toString())
                .param("most", most)
                .query(DUE)
                .list();
    }

    /** The partitions that due timers wait for, each with the earliest due instant among them. */
    Map<TopicPartition, Instant> awaited(Instant now) {
        Map<TopicPartition, Instant> awaited = new HashMap<>();
        sql.sql(
                        """
                        SELECT waits_for, waits_partition, min(due) AS due
                          FROM messaging.timer t
                         WHERE NOT parked AND due <= :now::timestamptz AND waits_for IS NOT NULL
                           AND NOT EXISTS (
                                   SELECT FROM messaging.read_up_to r
                                    WHERE r.topic = t.waits_for AND r.partition = t.waits_partition
                                      AND r.at >= t.due)
                         GROUP BY waits_for, waits_partition""")
                .param("now", now.toString())
                .query(
                        (RowCallbackHandler)
                                row ->
                                        awaited.put(
                                                new TopicPartition(row.getString(1), row.getInt(2)),
                                                Row.instant(row, "due")));
        return awaited;
    }

    /** The next due instant after now, or null. */
    @Nullable Instant next(Instant now) {
        return sql.sql(
                        """
                        SELECT due FROM messaging.timer
                         WHERE NOT parked AND due > :now::timestamptz ORDER BY due LIMIT 1""")
                .param("now", now.toString())
                .query((row, _) -> Row.instant(row, "due"))
                .optional()
                .orElse(null);
    }

    /**
     * Takes timers away that are still due; the caller holds their keys. What another transaction
     * holds, or has moved, stays.
     *
     * @return those taken, the earliest first
     */
    List<DueTimer> take(List<DueTimer> timers, Instant now) {
        List<DueTimer> taken =
                sql.sql(
                                """
                                WITH taken AS MATERIALIZED (
                                    SELECT t.ctid FROM messaging.timer t
                                      JOIN unnest(:kind::text[], :subject::text[]) AS c(kind, subject)
                                        ON t.kind = c.kind AND t.subject = c.subject
                                     WHERE NOT t.parked AND t.due <= :now::timestamptz
                                       FOR UPDATE OF t SKIP LOCKED)
                                DELETE FROM messaging.timer t USING taken WHERE t.ctid = taken.ctid
                                RETURNING t.kind, t.subject, t.key, t.due, t.attempts, t.traceparent""")
                        .params(ids(timers))
                        .param("now", now.toString())
                        .query(DUE)
                        .list();
        return taken.stream().sorted(Comparator.comparing(DueTimer::due)).toList();
    }

    /** Puts a failed timer off, or parks it. It stays as it is if it was set anew meanwhile. */
    void failed(DueTimer timer, String error, Instant next, boolean park) {
        sql.sql(
                        """
                        UPDATE messaging.timer
                           SET attempts = attempts + 1, error = :error, parked = :park,
                               due = :next::timestamptz
                         WHERE kind = :kind AND subject = :subject
                           AND due = :due::timestamptz AND NOT parked""")
                .param("error", error)
                .param("park", park)
                .param("next", next.toString())
                .param("kind", timer.kind())
                .param("subject", timer.subject())
                .param("due", timer.due().toString())
                .update();
    }

    private static Map<String, Object> ids(List<DueTimer> timers) {
        return Columns.of(timers)
                .with("kind", DueTimer::kind)
                .with("subject", DueTimer::subject)
                .asParams();
    }
}
