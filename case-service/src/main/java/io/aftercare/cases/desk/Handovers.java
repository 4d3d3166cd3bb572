package io.aftercare.cases.desk;

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
     * @param moved cases so far
     */
    record Handover(Instant startedAt, String startedBy, long moved, @Nullable Instant endedAt) {}

    /** Cases of one team that nobody took over yet. */
    record Left(@Nullable String team, long cases) {}

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

    void moved(String staffId, int cases) {
        sql.sql("UPDATE handover SET moved = moved + :cases WHERE staff_id = :staff")
                .param("staff", staffId)
                .param("cases", cases)
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

    /** What is left, by team; cases that are closed are nobody's work. */
    List<Left> left(String staffId) {
        return sql.sql(
                        """
                        SELECT team, count(*) AS cases FROM cases
                         WHERE owner = :staff AND state <> 'CLOSED'
                         GROUP BY team ORDER BY team NULLS FIRST""")
                .param("staff", staffId)
                .query((row, _) -> new Left(row.getString("team"), row.getLong("cases")))
                .list();
    }

    /**
     * The next cases of one of their teams, by id.
     *
     * @param team null: those without one
     */
    List<UUID> next(String staffId, @Nullable String team, int most) {
        return sql.sql(
                        """
                        SELECT case_id FROM cases
                         WHERE owner = :staff AND team IS NOT DISTINCT FROM :team::text
                           AND state <> 'CLOSED'
                         ORDER BY case_id LIMIT :most""")
                .param("staff", staffId)
                .param("team", team)
                .param("most", most)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }
}
