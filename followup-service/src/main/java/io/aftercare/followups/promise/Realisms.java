package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How likely dates were to be kept when they were given. Added and read, never changed. */
@Repository
class Realisms {

    private final JdbcClient sql;

    Realisms(JdbcClient sql) {
        this.sql = sql;
    }

    private record Line(UUID promiseId, int revision, Realism realism) {}

    void add(Collection<Promise> promises) {
        List<Line> lines =
                promises.stream()
                        .flatMap(
                                promise ->
                                        promise.considered().entrySet().stream()
                                                .map(
                                                        it ->
                                                                new Line(
                                                                        promise.terms().id(),
                                                                        it.getKey(),
                                                                        it.getValue())))
                        .toList();
        if (lines.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO promise_realism
                            (promise_id, revision, share, basis, cases, working_time, warned)
                        SELECT * FROM unnest(:promiseId::uuid[], :revision::int[],
                            :share::float8[], :basis::text[], :cases::bigint[],
                            :workingTime::boolean[], :warned::boolean[])
                        ON CONFLICT DO NOTHING""")
                .params(
                        Columns.of(lines)
                                .with("promiseId", Line::promiseId)
                                .with("revision", Line::revision)
                                .with("share", line -> line.realism.share())
                                .with("basis", line -> line.realism.basis())
                                .with("cases", line -> line.realism.cases())
                                .with("workingTime", line -> line.realism.workingTime())
                                .with("warned", line -> line.realism.warned())
                                .asParams())
                .update();
    }

    /** By the number of the date. */
    Map<Integer, Realism> ofPromise(UUID promiseId) {
        Map<Integer, Realism> found = new HashMap<>();
        sql.sql("SELECT * FROM promise_realism WHERE promise_id = :id")
                .param("id", promiseId)
                .query(
                        (RowCallbackHandler)
                                row ->
                                        found.put(
                                                row.getInt("revision"),
                                                new Realism(
                                                        row.getObject("share", Double.class),
                                                        row.getString("basis"),
                                                        row.getLong("cases"),
                                                        row.getBoolean("working_time"),
                                                        row.getBoolean("warned"))));
        return found;
    }
}
