package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.cases.lifecycle.Verdict.Result;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Ids;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every report and what became of it, known by its source and its own id. */
@Repository
class Reports {

    private final JdbcClient sql;

    Reports(JdbcClient sql) {
        this.sql = sql;
    }

    /** What a report is known by. */
    record Key(String source, String reportId) {

        /** An id that cannot be stored as it is gets a stand-in, the same every time. */
        static Key of(String source, String reportId) {
            return new Key(
                    storable(source, ReportLimits.LONGEST_SOURCE),
                    storable(reportId, ReportLimits.LONGEST_ID));
        }
    }

    /**
     * @param verdict null as long as nothing speaks against it
     */
    record Judged(Incoming incoming, Key key, @Nullable Verdict verdict) {

        Report report() {
            return incoming.report();
        }
    }

    /** A report as it was recorded. */
    record Recorded(
            String source,
            String reportId,
            UUID caseId,
            String sourceCaseId,
            String type,
            @Nullable Instant occurredAt,
            Instant receivedAt,
            Result result,
            @Nullable String field,
            @Nullable String rule) {}

    /**
     * Records reports, as applied unless they are refused already.
     *
     * @param reports no two of the same key
     * @return those that were not there yet; waits for a transaction that is recording the same
     */
    Set<Key> add(Collection<Judged> reports, Instant now) {
        return sql
                .sql(
                        """
                        INSERT INTO report (source, report_id, case_id, source_case_id, type,
                                            occurred_at, received_at, result, field, rule)
                        SELECT source, report_id, case_id, source_case_id, type,
                               occurred_at, :now::timestamptz, result, field, rule
                          FROM unnest(:source::text[], :id::text[], :case::uuid[],
                                      :sourceCase::text[], :type::text[],
                                      :occurredAt::timestamptz[], :result::text[],
                                      :field::text[], :rule::text[])
                            AS r(source, report_id, case_id, source_case_id, type, occurred_at,
                                 result, field, rule)
                         ORDER BY source, report_id
                        ON CONFLICT DO NOTHING
                        RETURNING source, report_id""")
                .param("now", now.toString())
                .params(columns(reports, now).asParams())
                .query((row, _) -> new Key(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toSet());
    }

    private static Columns<Judged> columns(Collection<Judged> reports, Instant now) {
        return Columns.<Judged>of(reports)
                .with("source", one -> one.key().source())
                .with("id", one -> one.key().reportId())
                .with("case", one -> one.report().caseId())
                .with(
                        "sourceCase",
                        one -> storable(one.report().sourceCaseId(), ReportLimits.LONGEST_ID))
                .with("type", one -> one.report().body().type())
                .with("occurredAt", one -> sane(one.report().occurredAt(), now))
                .with("result", one -> result(one.verdict()))
                .with("field", one -> one.verdict() == null ? null : one.verdict().field())
                .with("rule", one -> one.verdict() == null ? null : one.verdict().rule());
    }

    /** Says of recorded reports what their cases made of them. */
    void amend(Collection<Judged> reports) {
        if (reports.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        UPDATE report r
                           SET result = v.result, field = v.field, rule = v.rule
                          FROM unnest(:source::text[], :id::text[], :result::text[],
                                      :field::text[], :rule::text[])
                            AS v(source, report_id, result, field, rule)
                         WHERE r.source = v.source AND r.report_id = v.report_id""")
                .params(
                        Columns.<Judged>of(reports)
                                .with("source", one -> one.key().source())
                                .with("id", one -> one.key().reportId())
                                .with("result", one -> result(one.verdict()))
                                .with(
                                        "field",
                                        one -> one.verdict() == null ? null : one.verdict().field())
                                .with(
                                        "rule",
                                        one -> one.verdict() == null ? null : one.verdict().rule())
                                .asParams())
                .update();
    }

    Recorded get(Key key) {
        return sql.sql("SELECT * FROM report WHERE source = :source AND report_id = :id")
                .param("source", key.source())
                .param("id", key.reportId())
                .query(Reports::recorded)
                .single();
    }

    /** The newest refusals of a source, at most {@code limit}. */
    List<Recorded> refusals(String source, @Nullable String reportId, int limit) {
        Key key = Key.of(source, Optional.ofNullable(reportId).orElse(""));
        return sql.sql(
                        """
                        SELECT * FROM report
                         WHERE result = 'REFUSED' AND source = :source
                           AND (:id::text IS NULL OR report_id = :id)
                         ORDER BY received_at DESC, report_id LIMIT :limit""")
                .param("source", key.source())
                .param("id", reportId == null ? null : key.reportId())
                .param("limit", limit)
                .query(Reports::recorded)
                .list();
    }

    private static Recorded recorded(ResultSet row, int number) throws SQLException {
        OffsetDateTime occurredAt = row.getObject("occurred_at", OffsetDateTime.class);
        return new Recorded(
                row.getString("source"),
                row.getString("report_id"),
                row.getObject("case_id", UUID.class),
                row.getString("source_case_id"),
                row.getString("type"),
                occurredAt == null ? null : occurredAt.toInstant(),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                Result.valueOf(row.getString("result")),
                row.getString("field"),
                row.getString("rule"));
    }

    private static Result result(@Nullable Verdict verdict) {
        return verdict == null ? Result.APPLIED : verdict.result();
    }

    private static @Nullable Instant sane(Instant at, Instant now) {
        return ReportLimits.isSane(at, now) ? at : null;
    }

    /** A refused id may be too long or hold what no text column takes: cut, cleaned and marked. */
    private static String storable(String id, int longest) {
        if (ReportLimits.isId(id, longest)) {
            return id;
        }
        String clean = id.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        String start = clean.substring(0, Math.min(clean.length(), longest - 10));
        return start.replaceAll("\\p{Cs}", "?") + "#" + Ids.of(id).toString().substring(0, 8);
    }
}
