package io.aftercare.followups.promise;

import io.aftercare.messaging.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Hand-overs of people who leave, and what they still answer for. */
@Repository
class Handovers {

    private final JdbcClient sql;

    Handovers(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * A hand-over.
     *
     * @param moved promises and asks so far
     */
    record Handover(Instant startedAt, String startedBy, long moved, @Nullable Instant endedAt) {}

    /**
     * What nobody took over yet, of one team.
     *
     * @param asks customers who are still to be asked in their name whether it is solved
     */
    record Left(@Nullable String team, long promises, long asks) {}

    Optional<Handover> find(String staffId) {
        return sql.sql("SELECT * FROM handover WHERE staff_id = :staff")
                .param("staff", staffId)
                .query(
                        (row, _) ->
                                new Handover(
                                        Row.instant(row, "started_at"),
                                        row.getString("started_by"),
                                        row.getLong("moved"),
                                        Row.instantOrNull(row, "ended_at")))
                .optional();
    }

    /** Begins it, or goes on with the one that there is. */
    void begin(String staffId, String by, Instant now) {
        sql.sql(
                        """
                        INSERT INTO handover (staff_id, started_at, started_by, moved)
                        VALUES (:staff, :now::timestamptz, :by, 0)
                        ON CONFLICT (staff_id) DO UPDATE SET ended_at = NULL""")
                .param("staff", staffId)
                .param("now", now.toString())
                .param("by", by)
                .update();
    }

    void moved(String staffId, long more) {
        sql.sql("UPDATE handover SET moved = moved + :more WHERE staff_id = :staff")
                .param("staff", staffId)
                .param("more", more)
                .update();
    }

    /** Ends one that was begun. */
    void end(String staffId, Instant now) {
        sql.sql(
                        """
                        UPDATE handover SET ended_at = :now::timestamptz
                         WHERE staff_id = :staff AND ended_at IS NULL""")
                .param("staff", staffId)
                .param("now", now.toString())
                .update();
    }

    /**
     * What is left, by the team of its case. Promises of whoever owns the case go with the case.
     */
    List<Left> left(String staffId) {
        return sql.sql(
                        """
                        SELECT team, sum(promises) AS promises, sum(asks) AS asks FROM (
                            SELECT case_team AS team, 1 AS promises, 0 AS asks FROM promise
                             WHERE owner = :staff
                               AND listed_as IN ('AWAITING_CUSTOMER', 'TO_DO')
                            UNION ALL
                            SELECT known_case.team, 0, 1
                              FROM contact LEFT JOIN known_case USING (case_id)
                             WHERE contact.owner = :staff AND contact.state = 'PLANNED') AS mine
                         GROUP BY team ORDER BY team NULLS FIRST""")
                .param("staff", staffId)
                .query(
                        (row, _) ->
                                new Left(
                                        row.getString("team"),
                                        row.getLong("promises"),
                                        row.getLong("asks")))
                .list();
    }

    /**
     * The next cases with something of theirs, by id.
     *
     * @param team null: those without one
     */
    List<UUID> next(String staffId, @Nullable String team, int most) {
        return sql.sql(
                        """
                        SELECT case_id FROM promise
                         WHERE owner = :staff
                           AND listed_as IN ('AWAITING_CUSTOMER', 'TO_DO')
                           AND case_team IS NOT DISTINCT FROM :team::text
                        UNION
                        SELECT case_id FROM contact LEFT JOIN known_case USING (case_id)
                         WHERE contact.owner = :staff AND contact.state = 'PLANNED'
                           AND known_case.team IS NOT DISTINCT FROM :team::text
                         ORDER BY case_id LIMIT :most""")
                .param("staff", staffId)
                .param("team", team)
                .param("most", most)
                .query((row, _) -> Row.uuid(row, "case_id"))
                .list();
    }
}
