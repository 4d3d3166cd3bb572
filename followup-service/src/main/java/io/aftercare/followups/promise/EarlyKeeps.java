package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reports that promises were kept, come before the promises. All of them: any may count. */
@Repository
class EarlyKeeps {

    /** Facts are gone from their topic after 28 days; then a promise cannot come any more. */
    private static final Duration KEPT_FOR = Duration.ofDays(35);

    private final JdbcClient sql;

    EarlyKeeps(JdbcClient sql) {
        this.sql = sql;
    }

    record EarlyKeep(UUID promiseId, UUID caseId, Keep keep) {}

    /** In the order in which they were written down. */
    Map<UUID, List<Keep>> load(Collection<UUID> promiseIds) {
        return sql
                .sql(
                        """
                        SELECT * FROM early_keep WHERE promise_id = ANY(:ids)
                         ORDER BY recorded_at, kept_at""")
                .param("ids", promiseIds.toArray(UUID[]::new))
                .query((row, _) -> earlyKeep(row))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                EarlyKeep::promiseId,
                                Collectors.mapping(EarlyKeep::keep, Collectors.toList())));
    }

    /** Adds them, and forgets those that nothing can follow any more. */
    void add(Collection<EarlyKeep> keeps, Instant now) {
        if (keeps.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO early_keep (promise_id, case_id, kept_at, recorded_at)
                        SELECT * FROM unnest(:promiseId::uuid[], :caseId::uuid[],
                            :keptAt::timestamptz[], :recordedAt::timestamptz[])
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(keeps)
                                .with("promiseId", EarlyKeep::promiseId)
                                .with("caseId", EarlyKeep::caseId)
                                .with("keptAt", early -> early.keep().at())
                                .with("recordedAt", early -> early.keep().reportedAt())
                                .asParams())
                .update();
        sql.sql(
                        """
                        DELETE FROM early_keep WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM early_keep WHERE recorded_at < :before::timestamptz
                             ORDER BY recorded_at LIMIT 1000 FOR UPDATE SKIP LOCKED))""")
                .param("before", now.minus(KEPT_FOR).toString())
                .update();
    }

    private static EarlyKeep earlyKeep(ResultSet row) throws SQLException {
        return new EarlyKeep(
                Row.uuid(row, "promise_id"),
                Row.uuid(row, "case_id"),
                new Keep(Row.instant(row, "kept_at"), Row.instant(row, "recorded_at")));
    }
}
