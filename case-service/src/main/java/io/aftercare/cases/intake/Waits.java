package io.aftercare.cases.intake;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aftercare.cases.lifecycle.Report;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports whose case is not known yet, or the one it is merged into, whole. Their text is kept here
 * only as long as they wait: nobody knows whose it is, so no erasure could find it.
 */
@Repository
class Waits {

    private final JdbcClient sql;
    private final JsonMapper json;

    Waits(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json =
                json.rebuild()
                        .addMixIn(Report.Body.class, AsBody.class)
                        .addMixIn(Report.Due.class, AsDue.class)
                        .build();
    }

    /**
     * A report that waits.
     *
     * @param caseId the case it waits for: its own, or the one that it is to be merged into
     */
    record Wait(UUID caseId, Incoming report) {}

    void add(Collection<Wait> waits) {
        if (waits.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO waiting_report (waiting_id, waits_for, case_id, source,
                                                    report_id, source_case_id, occurred_at,
                                                    imported, body, traceparent)
                        SELECT * FROM unnest(:id::uuid[], :waitsFor::uuid[], :case::uuid[],
                                             :source::text[],
                                             :report::text[], :sourceCase::text[],
                                             :occurredAt::timestamptz[], :imported::boolean[],
                                             :body::jsonb[], :traceparent::text[])
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(waits)
                                .with("id", one -> one.report().waitingId())
                                .with("waitsFor", Wait::caseId)
                                .with("case", one -> report(one).caseId())
                                .with("source", one -> report(one).source())
                                .with("report", one -> report(one).reportId())
                                .with("sourceCase", one -> report(one).sourceCaseId())
                                .with("occurredAt", one -> report(one).occurredAt())
                                .with("imported", one -> report(one).imported())
                                .with("body", one -> text(report(one).body()))
                                .with("traceparent", one -> one.report().traceparent())
                                .asParams())
                .update();
    }

    /** Those that wait for one of these cases. */
    List<Wait> ofCases(Set<UUID> caseIds) {
        return caseIds.isEmpty()
                ? List.of()
                : sql.sql(
                                """
                                SELECT * FROM waiting_report
                                 WHERE waits_for = ANY(:ids::uuid[])""")
                        .param("ids", strings(caseIds))
                        .query(
                                (row, number) ->
                                        new Wait(Row.uuid(row, "waits_for"), read(row, number)))
                        .list();
    }

    /** Those of these ids that still wait. */
    List<Incoming> load(Collection<UUID> ids) {
        return sql.sql("SELECT * FROM waiting_report WHERE waiting_id = ANY(:ids::uuid[])")
                .param("ids", strings(ids))
                .query(this::read)
                .list();
    }

    void remove(Collection<UUID> ids) {
        if (!ids.isEmpty()) {
            sql.sql("DELETE FROM waiting_report WHERE waiting_id = ANY(:ids::uuid[])")
                    .param("ids", strings(ids))
                    .update();
        }
    }

    private static Report report(Wait wait) {
        return wait.report().report();
    }

    private static String[] strings(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }

    private String text(Report.Body body) {
        return json.writerFor(Report.Body.class).writeValueAsString(body);
    }

    private Incoming read(ResultSet row, int number) throws SQLException {
        return new Incoming(
                new Report(
                        Row.uuid(row, "case_id"),
                        row.getString("source"),
                        row.getString("report_id"),
                        row.getString("source_case_id"),
                        Row.instant(row, "occurred_at"),
                        row.getBoolean("imported"),
                        json.readValue(row.getString("body"), Report.Body.class)),
                null,
                row.getString("traceparent"));
    }

    /** A report that opens its case does not wait. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Report.Assigned.class, name = "Assigned"),
        @JsonSubTypes.Type(value = Report.Changed.class, name = "Changed"),
        @JsonSubTypes.Type(value = Report.Promised.class, name = "Promised"),
        @JsonSubTypes.Type(value = Report.PromiseRevised.class, name = "PromiseRevised"),
        @JsonSubTypes.Type(value = Report.PromiseKept.class, name = "PromiseKept"),
        @JsonSubTypes.Type(value = Report.PromiseWithdrawn.class, name = "PromiseWithdrawn"),
        @JsonSubTypes.Type(value = Report.Resolved.class, name = "Resolved"),
        @JsonSubTypes.Type(value = Report.Reopened.class, name = "Reopened"),
        @JsonSubTypes.Type(value = Report.Closed.class, name = "Closed"),
        @JsonSubTypes.Type(value = Report.Merged.class, name = "Merged")
    })
    private interface AsBody {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "as")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Report.Due.Day.class, name = "day"),
        @JsonSubTypes.Type(value = Report.Due.At.class, name = "at")
    })
    private interface AsDue {}
}
