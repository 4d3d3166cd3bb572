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

    /**
     * Cases by those asked for: they themselves, and all in which they go on, with the time since
     * which that is known. It begins with those that were merged, which are few.
     */
    static final String PATHS =
            """
            WITH RECURSIVE merged (asked, case_id, since) AS (
                SELECT case_id, merged_into, merge_recorded_at FROM known_case
                 WHERE case_id = ANY(:caseIds) AND merged_into IS NOT NULL
                UNION
                SELECT merged.asked, known.merged_into,
                       greatest(merged.since, known.merge_recorded_at)
                  FROM merged JOIN known_case AS known USING (case_id)
                 WHERE known.merged_into IS NOT NULL),
            path AS (
                SELECT id AS asked, id AS case_id, NULL::timestamptz AS since
                  FROM unnest(:caseIds) AS id
                UNION ALL SELECT * FROM merged)
            """;

    /** Of a path: the customer of both cases is the same, so that what one heard the other did. */
    static final String WHERE_SAME_CUSTOMER =
            """
             WHERE (path.asked = path.case_id OR
                (SELECT person_id FROM known_case AS mine WHERE mine.case_id = path.asked)
                IS NOT DISTINCT FROM
                (SELECT person_id FROM known_case AS theirs WHERE theirs.case_id = path.case_id))
            """;

    private final JdbcClient sql;

    Resolutions(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * By the case: its resolutions in the order of cycles, and those of the cases in which it goes
     * on. Once it was merged it does not stand resolved any more, and what the others say was heard
     * of it no earlier than the merge.
     */
    Map<UUID, List<Resolution>> ofCases(Collection<UUID> caseIds) {
        return sql
                .sql(
                        PATHS
                                + """
                                SELECT path.asked, said.case_id, said.cycle, resolved_at, denied,
                                       greatest(recorded_at, path.since) AS recorded_at,
                                       coalesce(reopened_at, gone.merged_at) AS reopened_at
                                  FROM path JOIN resolution AS said USING (case_id)
                                  LEFT JOIN known_case AS gone
                                    ON gone.case_id = said.case_id AND gone.merged_into IS NOT NULL
                                 ORDER BY said.cycle""")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> new Of(Row.uuid(row, "asked"), resolution(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::caseId,
                                Collectors.mapping(Of::resolution, Collectors.toList())));
    }

    private record Of(UUID caseId, Resolution resolution) {}

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
