package io.aftercare.messaging.timers;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The timer table as those who fire it see it. It may hold millions that are not due and, while a
 * topic is not read, hundreds of thousands that are: no query here visits more of them than it
 * returns. Kinds of another version of the service are not seen.
 */
final class DueTimers {

    private static final RowMapper<DueTimer> DUE =
            (row, _) ->
                    new DueTimer(
                            row.getString("kind"),
                            row.getString("subject"),
                            row.getString("key"),
                            Row.instant(row, "due"),
                            Row.instant(row, row.getInt("attempts") == 0 ? "next_try" : "due"),
                            row.getInt("attempts"),
                            row.getString("traceparent"));

    /** Hops over the index from one partition and kind that timers wait with to the next. */
    private static final String WAITING =
            """
            WITH RECURSIVE waiting AS (
                (SELECT waits_for, waits_partition, kind FROM messaging.timer
                  WHERE waits_for IS NOT NULL AND NOT parked
                  ORDER BY waits_for, waits_partition, kind LIMIT 1)
                UNION ALL
                SELECT next.* FROM waiting w CROSS JOIN LATERAL (
                    SELECT t.waits_for, t.waits_partition, t.kind FROM messaging.timer t
                     WHERE t.waits_for IS NOT NULL AND NOT t.parked
                       AND (t.waits_for, t.waits_partition, t.kind)
                         > (w.waits_for, w.waits_partition, w.kind)
                     ORDER BY t.waits_for, t.waits_partition, t.kind LIMIT 1) AS next)
            """;

    private final JdbcClient sql;

    DueTimers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Timers that may fire, the earliest first; at most so many of each kind that wait for nothing,
     * and of each kind and partition that was waited for. Read without any lock, so some may be
     * gone soon.
     */
    List<DueTimer> ready(Instant now, Collection<String> kinds, int most) {
        return sql.sql(
                        """
                        SELECT kind, subject, key, due, next_try, attempts, traceparent FROM (
                            SELECT t.* FROM unnest(:kinds::text[]) AS k(kind) CROSS JOIN LATERAL (
                                SELECT * FROM messaging.timer t
                                 WHERE t.kind = k.kind AND t.waits_for IS NULL AND NOT t.parked
                                   AND t.next_try <= :now::timestamptz
                                 ORDER BY t.next_try LIMIT :most) AS t
                            UNION ALL
                            SELECT t.* FROM messaging.read_up_to r
                                CROSS JOIN unnest(:kinds::text[]) AS k(kind) CROSS JOIN LATERAL (
                                SELECT * FROM messaging.timer t
                                 WHERE t.waits_for = r.topic AND t.waits_partition = r.partition
                                   AND t.kind = k.kind AND NOT t.parked
                                   AND t.due <= r.at AND t.next_try <= :now::timestamptz
                                 ORDER BY t.due LIMIT :most) AS t) AS ready
                         ORDER BY due""")
                .param("kinds", kinds.toArray(String[]::new))
                .param("now", now.toString())
                .param("most", most)
                .query(DUE)
                .list();
    }

    /** The partitions that due timers wait for, each with the earliest due instant among them. */
    Map<TopicPartition, Instant> awaited(Instant now, Collection<String> kinds) {
        Map<TopicPartition, Instant> awaited = new HashMap<>();
        sql.sql(
                        WAITING
                                + """
                                SELECT w.waits_for, w.waits_partition, min(first.due) AS due
                                  FROM waiting w
                                  LEFT JOIN messaging.read_up_to r
                                    ON r.topic = w.waits_for AND r.partition = w.waits_partition
                                 CROSS JOIN LATERAL (
                                    SELECT t.due FROM messaging.timer t
                                     WHERE t.waits_for = w.waits_for
                                       AND t.waits_partition = w.waits_partition
                                       AND t.kind = w.kind AND NOT t.parked
                                       AND t.due > coalesce(r.at, '-infinity')
                                       AND t.due <= :now::timestamptz
                                     ORDER BY t.due LIMIT 1) AS first
                                 WHERE w.kind = ANY(:kinds::text[])
                                 GROUP BY w.waits_for, w.waits_partition""")
                .param("now", now.toString())
                .param("kinds", kinds.toArray(String[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        awaited.put(
                                                new TopicPartition(row.getString(1), row.getInt(2)),
                                                Row.instant(row, "due")));
        return awaited;
    }

    /** The next instant after now at which one is due or tried again, or null. */
    @Nullable Instant next(Instant now, Collection<String> kinds) {
        return sql.sql(
                        WAITING
                                + """
                                SELECT min(at) AS at FROM (
                                    SELECT (SELECT min(t.next_try) FROM messaging.timer t
                                             WHERE t.kind = k.kind AND t.waits_for IS NULL
                                               AND NOT t.parked
                                               AND t.next_try > :now::timestamptz) AS at
                                      FROM unnest(:kinds::text[]) AS k(kind)
                                    UNION ALL
                                    SELECT (SELECT min(t.due) FROM messaging.timer t
                                             WHERE t.waits_for = w.waits_for
                                               AND t.waits_partition = w.waits_partition
                                               AND t.kind = w.kind AND NOT t.parked
                                               AND t.due > :now::timestamptz)
                                      FROM waiting w
                                     WHERE w.kind = ANY(:kinds::text[])) AS instants""")
                .param("now", now.toString())
                .param("kinds", kinds.toArray(String[]::new))
                .query((row, _) -> new Next(Row.instantOrNull(row, "at")))
                .single()
                .at;
    }

    private record Next(@Nullable Instant at) {}

    /**
     * Takes timers away that may still fire; the caller holds their keys. What another transaction
     * holds stays, and so does what was set anew meanwhile and may not fire yet.
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
                                     WHERE NOT t.parked AND t.next_try <= :now::timestamptz
                                       AND (t.waits_for IS NULL
                                            OR EXISTS (SELECT FROM messaging.read_up_to r
                                                        WHERE r.topic = t.waits_for
                                                          AND r.partition = t.waits_partition
                                                          AND r.at >= t.due))
                                       FOR UPDATE OF t SKIP LOCKED)
                                DELETE FROM messaging.timer t USING taken WHERE t.ctid = taken.ctid
                                RETURNING t.kind, t.subject, t.key, t.due, t.next_try, t.attempts,
                                    t.traceparent""")
                        .params(ids(timers))
                        .param("now", now.toString())
                        .query(DUE)
                        .list();
        return taken.stream().sorted(Comparator.comparing(DueTimer::due)).toList();
    }

    /** Sets a timer that waits for nothing, unless there is one that will fire. */
    void begin(Timer timer) {
        sql.sql(
                        """
                        INSERT INTO messaging.timer AS t (kind, subject, key, due, next_try)
                        VALUES (:kind, :subject, :key, :due::timestamptz, :due::timestamptz)
                        ON CONFLICT (kind, subject) DO UPDATE SET
                            key = excluded.key, due = excluded.due, next_try = excluded.due,
                            attempts = 0, error = NULL, parked = false
                         WHERE t.parked""")
                .param("kind", timer.kind())
                .param("subject", timer.subject())
                .param("key", timer.lock())
                .param("due", timer.due().toString())
                .update();
    }

    /**
     * Puts a failed timer off, or parks it; when it was due stays known. It stays as it is if it
     * was set anew or failed elsewhere meanwhile.
     */
    void failed(DueTimer timer, String error, Instant next, boolean park) {
        sql.sql(
                        """
                        UPDATE messaging.timer
                           SET attempts = attempts + 1, error = :error, parked = :park,
                               next_try = :next::timestamptz
                         WHERE kind = :kind AND subject = :subject
                           AND due = :due::timestamptz AND attempts = :attempts AND NOT parked""")
                .param("error", error)
                .param("park", park)
                .param("next", next.toString())
                .param("kind", timer.kind())
                .param("subject", timer.subject())
                .param("due", timer.due().toString())
                .param("attempts", timer.attempts())
                .update();
    }

    /** How many timers are parked, of any kind; counted up to {@code most}. */
    long parked(int most) {
        return sql.sql(
                        """
                        SELECT count(*) FROM (
                            SELECT FROM messaging.timer
                             WHERE parked ORDER BY kind LIMIT :most) AS counted""")
                .param("most", most)
                .query(Long.class)
                .single();
    }

    /**
     * How many timers are due and wait for their topic; counted up to {@code most} per partition
     * and kind.
     */
    long waiting(Instant now, Collection<String> kinds, int most) {
        return sql.sql(
                        WAITING
                                + """
                                SELECT coalesce(sum(each.count), 0) FROM waiting w
                                  LEFT JOIN messaging.read_up_to r
                                    ON r.topic = w.waits_for AND r.partition = w.waits_partition
                                 CROSS JOIN LATERAL (SELECT count(*) AS count FROM (
                                    SELECT FROM messaging.timer t
                                     WHERE t.waits_for = w.waits_for
                                       AND t.waits_partition = w.waits_partition
                                       AND t.kind = w.kind AND NOT t.parked
                                       AND t.due > coalesce(r.at, '-infinity')
                                       AND t.due <= :now::timestamptz LIMIT :most) AS t) AS each
                                 WHERE w.kind = ANY(:kinds::text[])""")
                .param("now", now.toString())
                .param("kinds", kinds.toArray(String[]::new))
                .param("most", most)
                .query(Long.class)
                .single();
    }

    /** The kinds of all timers there are; hops over the primary key from one to the next. */
    List<String> kinds() {
        return sql.sql(
                        """
                        WITH RECURSIVE present AS (
                            SELECT min(kind) AS kind FROM messaging.timer
                            UNION ALL
                            SELECT (SELECT min(t.kind) FROM messaging.timer t WHERE t.kind > p.kind)
                              FROM present p WHERE p.kind IS NOT NULL)
                        SELECT kind FROM present WHERE kind IS NOT NULL""")
                .query((row, _) -> row.getString("kind"))
                .list();
    }

    /** How many timers of these kinds are due, waiting or not; counted up to {@code most}. */
    long due(Instant now, Collection<String> kinds, int most) {
        return sql.sql(
                        """
                        SELECT count(*) FROM (
                            SELECT FROM messaging.timer
                             WHERE kind = ANY(:kinds::text[]) AND NOT parked
                               AND next_try <= :now::timestamptz LIMIT :most) AS counted""")
                .param("now", now.toString())
                .param("kinds", kinds.toArray(String[]::new))
                .param("most", most)
                .query(Long.class)
                .single();
    }

    private static Map<String, Object> ids(List<DueTimer> timers) {
        return Columns.of(timers)
                .with("kind", DueTimer::kind)
                .with("subject", DueTimer::subject)
                .asParams();
    }
}
