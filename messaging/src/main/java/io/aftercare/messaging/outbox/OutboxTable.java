package io.aftercare.messaging.outbox;

import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as the relay sees it. */
final class OutboxTable {

    /** What is read at once, so that many large records do not fill the memory. */
    private static final int BYTES = 8 * 1024 * 1024;

    /** A count stops here: how much more there is makes no difference to anybody. */
    private static final int MOST_COUNTED = 100_000;

    private static final RowMapper<Unsent> UNSENT =
            (row, _) ->
                    new Unsent(
                            row.getLong(1),
                            row.getString(2),
                            row.getString(3),
                            row.getBytes(4),
                            row.getString(5),
                            row.getString(6),
                            row.getTimestamp(7).toInstant(),
                            row.getString(8));

    private final JdbcClient sql;
    private final int batch;

    OutboxTable(JdbcClient sql, int batch) {
        this.sql = sql;
        this.batch = batch;
    }

    /** The oldest rows of these shards, but for those of some topics. */
    List<Unsent> oldest(Collection<Integer> shards, Collection<String> without) {
        return oldest("topic <> ALL(:topics::text[])", shards, without);
    }

    /** The oldest rows of one topic in these shards. */
    List<Unsent> oldestOf(String topic, Collection<Integer> shards) {
        return oldest("topic = ANY(:topics::text[])", shards, List.of(topic));
    }

    private List<Unsent> oldest(
            String which, Collection<Integer> shards, Collection<String> topics) {
        return sql.sql(
                        """
                        SELECT id, topic, key, value, event_id::text, type, occurred_at, traceparent
                          FROM (SELECT *, sum(octet_length(value)) OVER w AS bytes
                                  FROM (SELECT * FROM messaging.outbox
                                         WHERE shard = ANY(:shards) AND %s
                                         ORDER BY id LIMIT :batch) AS oldest
                                WINDOW w AS (ORDER BY id ROWS UNBOUNDED PRECEDING)) AS summed
                         WHERE bytes - octet_length(value) < :bytes ORDER BY id"""
                                .formatted(which))
                .param("shards", shards.toArray(Integer[]::new))
                .param("topics", topics.toArray(String[]::new))
                .param("batch", batch)
                .param("bytes", BYTES)
                .query(UNSENT)
                .list();
    }

    void delete(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            sql.sql("DELETE FROM messaging.outbox WHERE id = ANY(:ids)")
                    .param("ids", ids.toArray(Long[]::new))
                    .update();
        }
    }

    /** How many rows wait, of all replicas; a hundred thousand stand for any larger number. */
    long rows() {
        return sql.sql("SELECT count(*) FROM (SELECT FROM messaging.outbox LIMIT :most) AS counted")
                .param("most", MOST_COUNTED)
                .query(Long.class)
                .single();
    }

    /** How long the oldest row of any replica waits, by the database's clock; 0 if none does. */
    double oldestSeconds() {
        return sql.sql(
                        """
                        SELECT extract(epoch FROM clock_timestamp() - written_at)
                          FROM messaging.outbox ORDER BY id LIMIT 1""")
                .query(Double.class)
                .optional()
                .orElse(0.0);
    }
}
