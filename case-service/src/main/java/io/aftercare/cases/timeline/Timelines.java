package io.aftercare.cases.timeline;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All lines of all timelines. */
@Repository
class Timelines {

    private final JdbcClient sql;
    private final JsonMapper json;

    Timelines(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    /** A fact that is there already stays as it is. */
    void add(Collection<Entry> entries) {
        if (entries.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO timeline (case_id, event_id, topic, type, cycle,
                                              occurred_at, recorded_at, codes)
                        SELECT * FROM unnest(:case::uuid[], :event::uuid[], :topic::text[],
                            :type::text[], :cycle::int[], :occurredAt::timestamptz[],
                            :recordedAt::timestamptz[], :codes::jsonb[])
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(entries)
                                .with("case", Entry::caseId)
                                .with("event", Entry::eventId)
                                .with("topic", Entry::topic)
                                .with("type", Entry::type)
                                .with("cycle", Entry::cycle)
                                .with("occurredAt", Entry::occurredAt)
                                .with("recordedAt", Entry::recordedAt)
                                .with("codes", entry -> json.writeValueAsString(entry.codes()))
                                .asParams())
                .update();
    }

    /** A line as it is shown. */
    record Line(
            UUID eventId,
            String topic,
            String type,
            int cycle,
            Instant occurredAt,
            Instant recordedAt,
            @JsonRawValue String codes) {}

    /** The lines of a case, by when they happened, then by when they were recorded. */
    List<Line> ofCase(UUID caseId, int offset, int limit) {
        return sql.sql(
                        """
                        SELECT event_id, topic, type, cycle, occurred_at, recorded_at, codes
                          FROM timeline WHERE case_id = :case
                         ORDER BY occurred_at, recorded_at, event_id
                        OFFSET :offset LIMIT :limit""")
                .param("case", caseId)
                .param("offset", offset)
                .param("limit", limit)
                .query(
                        (row, _) ->
                                new Line(
                                        row.getObject("event_id", UUID.class),
                                        row.getString("topic"),
                                        row.getString("type"),
                                        row.getInt("cycle"),
                                        row.getObject("occurred_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getObject("recorded_at", OffsetDateTime.class)
                                                .toInstant(),
                                        row.getString("codes")))
                .list();
    }

    boolean knows(UUID caseId) {
        return sql.sql("SELECT EXISTS (SELECT FROM cases WHERE case_id = :case)")
                .param("case", caseId)
                .query(Boolean.class)
                .single();
    }
}
