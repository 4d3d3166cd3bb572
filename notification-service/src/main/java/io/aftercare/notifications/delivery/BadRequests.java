package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Requests that made no sense: one row each, however often the record comes. */
@Repository
class BadRequests {

    private final JdbcClient sql;

    BadRequests(JdbcClient sql) {
        this.sql = sql;
    }

    /** Notes them and returns the event ids of those that are new; the set may be changed. */
    Set<UUID> note(Collection<BadRequest> requests, Instant now) {
        if (requests.isEmpty()) {
            return new HashSet<>();
        }
        List<UUID> fresh =
                sql.sql(
                                """
                                INSERT INTO bad_request (event_id, case_id, rule, refused_at)
                                SELECT r.*, :now::timestamptz
                                  FROM unnest(:eventId::uuid[], :caseId::uuid[], :rule::text[]) AS r
                                ON CONFLICT DO NOTHING
                                RETURNING event_id""")
                        .params(
                                Columns.of(requests)
                                        .with("eventId", BadRequest::eventId)
                                        .with("caseId", BadRequest::caseId)
                                        .with("rule", BadRequest::rule)
                                        .asParams())
                        .param("now", now.toString())
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        return new HashSet<>(fresh);
    }

    List<Refused> ofCase(UUID caseId) {
        return sql.sql(
                        "SELECT rule, refused_at FROM bad_request WHERE case_id = :caseId ORDER BY 2")
                .param("caseId", caseId)
                .query((row, _) -> new Refused(row.getString(1), row.getTimestamp(2).toInstant()))
                .list();
    }

    /** Forgets those that were refused before; says how many, at most so many. */
    int forget(Instant before, int most) {
        return sql.sql(
                        """
                        DELETE FROM bad_request WHERE event_id IN (
                            SELECT event_id FROM bad_request
                             WHERE refused_at < :before::timestamptz LIMIT :most)""")
                .param("before", before.toString())
                .param("most", most)
                .update();
    }

    /** A request that was refused, and the rule it broke. */
    record Refused(String rule, Instant at) {}
}
