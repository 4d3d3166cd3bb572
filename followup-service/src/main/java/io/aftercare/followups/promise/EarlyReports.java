package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports about promises, come before the promises. All of them: any may count. */
@Repository
class EarlyReports {

    /** Facts are gone from their topic after 28 days; then a promise cannot come any more. */
    private static final Duration KEPT_FOR = Duration.ofDays(35);

    private final JdbcClient sql;

    EarlyReports(JdbcClient sql) {
        this.sql = sql;
    }

    record EarlyReport(UUID promiseId, UUID caseId, Report report) {

        private String what() {
            return switch (report) {
                case Keep _ -> "KEPT";
                case RevisionRequest _ -> "REVISED";
                case Withdrawal _ -> "WITHDRAWN";
            };
        }

        private @Nullable Boolean consent() {
            return report instanceof Withdrawal withdrawal ? withdrawal.consent() : null;
        }

        private <V> @Nullable V revised(Function<RevisionRequest, @Nullable V> value) {
            return report instanceof RevisionRequest request ? value.apply(request) : null;
        }
    }

    /** In the order in which they were written down. */
    Map<UUID, List<Report>> load(Collection<UUID> promiseIds) {
        return sql
                .sql(
                        """
                        SELECT * FROM early_report WHERE promise_id = ANY(:ids)
                         ORDER BY recorded_at, at""")
                .param("ids", promiseIds.toArray(UUID[]::new))
                .query((row, _) -> earlyReport(row))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                EarlyReport::promiseId,
                                Collectors.mapping(EarlyReport::report, Collectors.toList())));
    }

    /** Adds them, and forgets those that nothing can follow any more. */
    void add(Collection<EarlyReport> reports, Instant now) {
        if (reports.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO early_report (promise_id, case_id, what, at, recorded_at,
                            request_id, due_day, due_moment, reason, initiative, told_at,
                            consent)
                        SELECT * FROM unnest(:promiseId::uuid[], :caseId::uuid[], :what::text[],
                            :at::timestamptz[], :recordedAt::timestamptz[], :requestId::uuid[],
                            :day::date[], :moment::timestamptz[], :reason::text[],
                            :initiative::text[], :toldAt::timestamptz[], :consent::boolean[])
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(reports)
                                .with("promiseId", EarlyReport::promiseId)
                                .with("caseId", EarlyReport::caseId)
                                .with("what", EarlyReport::what)
                                .with("at", early -> early.report().at())
                                .with("recordedAt", early -> early.report().reportedAt())
                                .with("requestId", it -> it.revised(RevisionRequest::id))
                                .with("day", it -> it.revised(RevisionRequest::day))
                                .with("moment", it -> it.revised(RevisionRequest::moment))
                                .with("reason", it -> it.revised(RevisionRequest::reason))
                                .with("initiative", it -> it.revised(RevisionRequest::initiative))
                                .with("toldAt", it -> it.revised(RevisionRequest::toldAt))
                                .with("consent", EarlyReport::consent)
                                .asParams())
                .update();
        sql.sql(
                        """
                        DELETE FROM early_report WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM early_report WHERE recorded_at < :before::timestamptz
                             ORDER BY recorded_at LIMIT 1000 FOR UPDATE SKIP LOCKED))""")
                .param("before", now.minus(KEPT_FOR).toString())
                .update();
    }

    private static EarlyReport earlyReport(ResultSet row) throws SQLException {
        return new EarlyReport(Row.uuid(row, "promise_id"), Row.uuid(row, "case_id"), report(row));
    }

    private static Report report(ResultSet row) throws SQLException {
        Instant at = Row.instant(row, "at");
        Instant recordedAt = Row.instant(row, "recorded_at");
        return switch (row.getString("what")) {
            case "REVISED" ->
                    new RevisionRequest(
                            Row.uuid(row, "request_id"),
                            row.getObject("due_day", LocalDate.class),
                            Row.instantOrNull(row, "due_moment"),
                            row.getString("reason"),
                            row.getString("initiative"),
                            null,
                            Row.instantOrNull(row, "told_at"),
                            at,
                            recordedAt);
            case "WITHDRAWN" -> new Withdrawal(row.getBoolean("consent"), at, recordedAt);
            case null, default -> new Keep(at, recordedAt);
        };
    }
}
