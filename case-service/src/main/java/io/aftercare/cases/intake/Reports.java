package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.cases.lifecycle.Verdict.Result;
import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
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

    /**
     * @param verdict null as long as nothing speaks against it
     */
    record Judged(Incoming incoming, ReportKey key, @Nullable Verdict verdict) {

        Report report() {
            return incoming.report();
        }
    }

    /**
     * Records reports, as applied unless they are refused already.
     *
     * @param reports no two of the same key
     * @return those that were not there yet; waits for a transaction that is recording the same
     */
    Set<ReportKey> add(Collection<Judged> reports, Instant now) {
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
                .query((row, _) -> new ReportKey(row.getString(1), row.getString(2)))
                .stream()
                .collect(Collectors.toSet());
    }

    private static Columns<Judged> columns(Collection<Judged> reports, Instant now) {
        return verdicts(reports)
                .with("case", one -> one.report().caseId())
                .with("sourceCase", one -> ReportKey.storable(one.report().sourceCaseId()))
                .with("type", one -> one.report().body().type())
                .with("occurredAt", one -> sane(one.report().occurredAt(), now));
    }

    private static Columns<Judged> verdicts(Collection<Judged> reports) {
        return Columns.<Judged>of(reports)
                .with("source", one -> one.key().source())
                .with("id", one -> one.key().reportId())
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
                .params(verdicts(reports).asParams())
                .update();
    }

    /** Forgets those that were received before; says how many, at most so many. */
    int forget(Instant before, int most) {
        return sql.sql(
                        """
                        DELETE FROM report WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM report
                             WHERE received_at < :before::timestamptz LIMIT :most))""")
                .param("before", before.toString())
                .param("most", most)
                .update();
    }

    Recorded get(ReportKey key) {
        return sql.sql("SELECT * FROM report WHERE source = :source AND report_id = :id")
                .param("source", key.source())
                .param("id", key.reportId())
                .query(Reports::recorded)
                .single();
    }

    static Recorded recorded(ResultSet row, int number) throws SQLException {
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
}
