package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When cases were resolved and taken up again. */
@Repository
class Resolutions {

    private final JdbcClient sql;

    Resolutions(JdbcClient sql) {
        this.sql = sql;
    }

    /** The resolutions of these cases, in the order of cycles. */
    Map<UUID, List<Resolution>> ofCases(Collection<UUID> caseIds) {
        return sql
                .sql("SELECT * FROM resolution WHERE case_id = ANY(:caseIds) ORDER BY cycle")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> resolution(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Resolution::caseId));
    }

    /**
     * Adds what is new; what is known of a cycle stays.
     *
     * @param heard at most one of each cycle
     */
    void add(Collection<Resolution> heard) {
        sql.sql(
                        """
                        INSERT INTO resolution
                            (case_id, cycle, resolved_at, recorded_at, reopened_at, denied)
                        SELECT * FROM unnest(:caseId::uuid[], :cycle::int[],
                            :resolvedAt::timestamptz[], :recordedAt::timestamptz[],
                            :reopenedAt::timestamptz[], :denied::boolean[])
                        ON CONFLICT (case_id, cycle) DO UPDATE SET
                            resolved_at = coalesce(resolution.resolved_at, excluded.resolved_at),
                            recorded_at = coalesce(resolution.recorded_at, excluded.recorded_at),
                            reopened_at = coalesce(resolution.reopened_at, excluded.reopened_at),
                            denied = resolution.denied OR excluded.denied""")
                .params(
                        Columns.of(heard)
                                .with("caseId", Resolution::caseId)
                                .with("cycle", Resolution::cycle)
                                .with("resolvedAt", Resolution::resolvedAt)
                                .with("recordedAt", Resolution::recordedAt)
                                .with("reopenedAt", Resolution::reopenedAt)
                                .with("denied", Resolution::denied)
                                .asParams())
                .update();
    }

    private static Resolution resolution(ResultSet row) throws SQLException {
        return new Resolution(
                Row.uuid(row, "case_id"),
                row.getInt("cycle"),
                Row.instantOrNull(row, "resolved_at"),
                Row.instantOrNull(row, "recorded_at"),
                Row.instantOrNull(row, "reopened_at"),
                row.getBoolean("denied"));
    }
}
