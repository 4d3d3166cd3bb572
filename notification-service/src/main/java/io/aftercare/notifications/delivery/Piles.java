package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How much each recipient got lately of what comes in crowds, and what waits for them. */
@Repository
class Piles {

    private final JdbcClient sql;

    Piles(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Of these recipients, who are locked. What is claimed counts as sent now. The purpose is
     * written out as an index has it.
     */
    Map<String, Pile> load(Collection<String> recipients, Pile.Limit limit, Instant now) {
        Map<String, List<Instant>> lately = new HashMap<>();
        sql.sql(
                        """
                        SELECT r.recipient, letter.at
                          FROM unnest(:recipients::text[]) AS r(recipient) CROSS JOIN LATERAL (
                            SELECT max(coalesce(m.ended_at, :now::timestamptz)) AS at
                              FROM message m
                             WHERE m.recipient = r.recipient
                               AND m.purpose = 'PROMISE_BROKEN_STAFF'
                               AND m.state IN ('CLAIMED', 'DELIVERED')
                               AND (m.ended_at IS NULL OR m.ended_at > :since::timestamptz)
                             GROUP BY coalesce(m.bundle::text, m.message_key)
                             ORDER BY at DESC LIMIT :letters) AS letter""")
                .param("recipients", recipients.toArray(String[]::new))
                .param("now", now.toString())
                .param("since", now.minus(limit.within()).toString())
                .param("letters", limit.letters())
                .query(
                        (RowCallbackHandler)
                                row ->
                                        lately.computeIfAbsent(
                                                        row.getString(1), _ -> new ArrayList<>())
                                                .add(Row.instant(row, "at")));
        Map<String, Pile> piles = new HashMap<>();
        sql.sql(
                        """
                        SELECT r.recipient, counted.* FROM unnest(:recipients::text[]) AS r(recipient)
                         CROSS JOIN LATERAL (
                            SELECT count(*), coalesce(bool_or(held), false) FROM (
                                SELECT m.held FROM message m
                                 WHERE m.recipient = r.recipient AND m.state = 'WAITING'
                                   AND m.purpose = 'PROMISE_BROKEN_STAFF' AND m.unheard = 0
                                   AND m.not_before <= :now::timestamptz
                                 LIMIT :letters + 1) AS waiting) AS counted""")
                .param("recipients", recipients.toArray(String[]::new))
                .param("now", now.toString())
                .param("letters", limit.letters())
                .query(
                        (RowCallbackHandler)
                                row ->
                                        piles.put(
                                                row.getString(1),
                                                new Pile(
                                                        limit,
                                                        lately.getOrDefault(
                                                                row.getString(1), List.of()),
                                                        row.getInt(2),
                                                        row.getBoolean(3))));
        return piles;
    }
}
