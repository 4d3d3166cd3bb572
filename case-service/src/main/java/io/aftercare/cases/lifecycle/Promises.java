package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Case.Promise;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
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
                        INSERT INTO promise (promise_id, case_id, kind, made_at, kept_at)
                        SELECT * FROM unnest(:id::uuid[], :case::uuid[], :kind::text[],
                                             :madeAt::timestamptz[], :keptAt::timestamptz[])
                        ON CONFLICT (promise_id) DO UPDATE SET kept_at = excluded.kept_at""")
                .params(
                        Columns.of(promises)
                                .with("id", Promise::id)
                                .with("case", Promise::caseId)
                                .with("kind", Promise::kind)
                                .with("madeAt", Promise::madeAt)
                                .with("keptAt", Promise::keptAt)
                                .asParams())
                .update();
    }

    private static Promise read(ResultSet row, int number) throws SQLException {
        OffsetDateTime keptAt = row.getObject("kept_at", OffsetDateTime.class);
        return new Promise(
                row.getObject("promise_id", UUID.class),
                row.getObject("case_id", UUID.class),
                PromiseKind.valueOf(row.getString("kind")),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                keptAt == null ? null : keptAt.toInstant());
    }
}
