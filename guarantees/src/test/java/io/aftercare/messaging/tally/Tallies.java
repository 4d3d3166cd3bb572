package io.aftercare.messaging.tally;

import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class Tallies {

    private final JdbcClient sql;

    Tallies(JdbcClient sql) {
        this.sql = sql;
    }

    Map<String, Long> totals(Collection<String> keys) {
        Map<String, Long> totals = new HashMap<>();
        sql.sql("SELECT key, total FROM tally WHERE key = ANY(:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .query((RowCallbackHandler) row -> totals.put(row.getString(1), row.getLong(2)));
        return totals;
    }

    void save(Map<String, Long> totals, List<Effect> effects) {
        sql.sql(
                        """
                        INSERT INTO tally (key, total)
                        SELECT * FROM unnest(:key::text[], :total::bigint[])
                        ON CONFLICT (key) DO UPDATE SET total = excluded.total""")
                .params(
                        Columns.of(totals.entrySet())
                                .with("key", Map.Entry::getKey)
                                .with("total", Map.Entry::getValue)
                                .asParams())
                .update();
        sql.sql(
                        """
                        INSERT INTO effect (event_id, key, sequence)
                        SELECT * FROM unnest(:id::uuid[], :key::text[], :sequence::bigint[])""")
                .params(
                        Columns.of(effects)
                                .with("id", Effect::eventId)
                                .with("key", Effect::key)
                                .with("sequence", Effect::sequence)
                                .asParams())
                .update();
    }

    void rung(Collection<String> subjects, Collection<Instant> due, Instant now) {
        sql.sql(
                        """
                        INSERT INTO rung (subject, due, at)
                        SELECT subject, due, :now::timestamptz
                          FROM unnest(:subject::text[], :due::timestamptz[]) AS r(subject, due)""")
                .param("subject", subjects.toArray(String[]::new))
                .param("due", due.stream().map(Instant::toString).toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }

    /** What the database refuses, each time. */
    void breakAConstraint() {
        sql.sql("INSERT INTO tally (key, total) VALUES ('trap', NULL)").update();
    }

    /** One input's effect. */
    record Effect(UUID eventId, String key, long sequence) {}
}
