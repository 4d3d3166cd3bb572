package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Keep;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Promises that were reported as kept before they were heard of. Seldom: one statement each. */
@Repository
class EarlyKeeps {

    private final JdbcClient sql;

    EarlyKeeps(JdbcClient sql) {
        this.sql = sql;
    }

    Map<UUID, Keep> of(Collection<UUID> promiseIds) {
        Map<UUID, Keep> keeps = new HashMap<>();
        sql.sql("SELECT * FROM early_keep WHERE promise_id = ANY(:ids)")
                .param("ids", promiseIds.toArray(UUID[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        keeps.put(
                                                row.getObject("promise_id", UUID.class),
                                                new Keep(
                                                        row.getTimestamp("kept_at").toInstant(),
                                                        row.getTimestamp("recorded_at")
                                                                .toInstant())));
        return keeps;
    }

    /** The first report of a promise stays. */
    void add(UUID promiseId, UUID caseId, Keep keep) {
        sql.sql(
                        """
                        INSERT INTO early_keep (promise_id, case_id, kept_at, recorded_at)
                        VALUES (:promiseId, :caseId, :keptAt::timestamptz, :recordedAt::timestamptz)
                        ON CONFLICT DO NOTHING""")
                .param("promiseId", promiseId)
                .param("caseId", caseId)
                .param("keptAt", text(keep.at()))
                .param("recordedAt", text(keep.reportedAt()))
                .update();
    }

    private static String text(Instant instant) {
        return instant.toString();
    }
}
