package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Take-backs whose requests have not come yet. */
@Repository
class TakeBacks {

    private final JdbcClient sql;

    TakeBacks(JdbcClient sql) {
        this.sql = sql;
    }

    Map<String, TakenBack> load(Collection<String> keys) {
        Map<String, TakenBack> found = new HashMap<>();
        sql.sql(
                        """
                        SELECT message_key, recipient, case_id FROM take_back
                         WHERE message_key = ANY(:keys::text[])""")
                .param("keys", keys.toArray(String[]::new))
                .query(
                        (row, _) ->
                                new TakenBack(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getObject(3, UUID.class)))
                .list()
                .forEach(takeBack -> found.put(takeBack.key(), takeBack));
        return found;
    }

    void save(Collection<TakenBack> takeBacks, Instant now) {
        sql.sql(
                        """
                        INSERT INTO take_back (message_key, recipient, case_id, taken_at)
                        SELECT t.*, :now::timestamptz
                          FROM unnest(:key::text[], :recipient::text[], :caseId::uuid[]) AS t
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(takeBacks)
                                .with("key", TakenBack::key)
                                .with("recipient", TakenBack::recipient)
                                .with("caseId", TakenBack::caseId)
                                .asParams())
                .param("now", now.toString())
                .update();
    }

    void delete(Collection<String> keys) {
        sql.sql("DELETE FROM take_back WHERE message_key = ANY(:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .update();
    }
}
