package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Promise.End;
import io.aftercare.cases.lifecycle.Promise.Ended;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.PromiseRevised;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The promises that cases know. */
@Repository
class Promises {

    private final JdbcClient sql;

    Promises(JdbcClient sql) {
        this.sql = sql;
    }

    /** Lets each case know those of its promises that are asked for. */
    void attach(Map<UUID, Case> cases, Set<UUID> promiseIds) {
        if (promiseIds.isEmpty()) {
            return;
        }
        List<Promise> promises =
                sql.sql(
                                """
                                SELECT * FROM promise
                                 WHERE promise_id = ANY(:ids::uuid[])""")
                        .param(
                                "ids",
                                promiseIds.stream().map(UUID::toString).toArray(String[]::new))
                        .query(Promises::read)
                        .list();
        for (Promise promise : promises) {
            Case about = cases.get(promise.caseId());
            if (about != null) {
                about.know(promise);
            }
        }
    }

    /** Saves what changed. */
    void save(Collection<Case> cases) {
        List<Promise> promises =
                cases.stream().flatMap(one -> one.changedPromises().stream()).toList();
        if (promises.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO promise (promise_id, case_id, kind, made_at,
                                             revised_at, revised_report, ended, ended_at)
                        SELECT * FROM unnest(:id::uuid[], :case::uuid[], :kind::text[],
                                             :madeAt::timestamptz[], :revisedAt::timestamptz[],
                                             :revisedReport::text[], :ended::text[],
                                             :endedAt::timestamptz[])
                        ON CONFLICT (promise_id) DO UPDATE SET
                            revised_at = excluded.revised_at,
                            revised_report = excluded.revised_report,
                            ended = excluded.ended, ended_at = excluded.ended_at""")
                .params(
                        Columns.of(promises)
                                .with("id", Promise::id)
                                .with("case", Promise::caseId)
                                .with("kind", Promise::kind)
                                .with("madeAt", Promise::madeAt)
                                .with("revisedAt", one -> occurredAt(one.revised()))
                                .with("revisedReport", one -> reportId(one.revised()))
                                .with("ended", one -> how(one.ended()))
                                .with("endedAt", one -> at(one.ended()))
                                .asParams())
                .update();
    }

    private static @Nullable Instant occurredAt(@Nullable Moment moment) {
        return moment == null ? null : moment.occurredAt();
    }

    private static @Nullable String reportId(@Nullable Moment moment) {
        return moment == null ? null : moment.reportId();
    }

    private static @Nullable End how(@Nullable Ended ended) {
        return ended == null ? null : ended.how();
    }

    private static @Nullable Instant at(@Nullable Ended ended) {
        return ended == null ? null : ended.at();
    }

    private static Promise read(ResultSet row, int number) throws SQLException {
        Instant revisedAt = Row.instantOrNull(row, "revised_at");
        End how = Row.codeOrNull(row, "ended", End.class);
        return new Promise(
                Row.uuid(row, "promise_id"),
                Row.uuid(row, "case_id"),
                Row.code(row, "kind", PromiseKind.class),
                Row.instant(row, "made_at"),
                revisedAt == null
                        ? null
                        : new Moment(
                                revisedAt, PromiseRevised.RANK, row.getString("revised_report")),
                how == null ? null : new Ended(how, Row.instant(row, "ended_at")));
    }
}
