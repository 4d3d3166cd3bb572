package io.aftercare.followups.lists;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Promises by what they are looked for. */
@Repository
class Listings {

    private final JdbcClient sql;

    Listings(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param after where the page before ended, null for the first
     */
    List<Listed> find(Filter filter, Sort sort, @Nullable Cursor after, int limit) {
        Map<String, Object> params = new HashMap<>(filter.params());
        params.put("limit", limit);
        String further = "";
        if (after != null) {
            further =
                    " AND (%s, id) %s (:at::timestamptz, :id::uuid)"
                            .formatted(sort.column, sort.after);
            params.put("at", after.at().toString());
            params.put("id", after.id().toString());
        }
        return sql.sql(select(filter.condition() + further, sort))
                .params(params)
                .query((row, _) -> listed(row))
                .list();
    }

    static String select(String condition, Sort sort) {
        return """
        SELECT id, case_id, kind, state, revision, made_at,
               CASE WHEN revision > 0 THEN due_at END AS due,
               coalesce(owner, case_owner) AS answers, case_team, cause, product, imported,
               (SELECT due_day FROM promise_revision AS given
                 WHERE given.promise_id = promise.id
                   AND given.revision = promise.revision) AS due_day
          FROM promise WHERE %s ORDER BY %s %s, id %s LIMIT :limit"""
                .formatted(condition, sort.column, sort.direction, sort.direction);
    }

    /** Who answers for what was promised in a case, as far as somebody is known. */
    record Hands(UUID caseId, @Nullable String owner, @Nullable String team) {}

    /** The promises of these cases are those of who answers for the cases now. */
    void follow(Collection<Hands> hands) {
        sql.sql(
                        """
                        UPDATE promise SET case_owner = known.owner, case_team = known.team
                          FROM unnest(:caseId::uuid[], :owner::text[], :team::text[])
                            AS known(case_id, owner, team)
                         WHERE promise.case_id = known.case_id
                           AND (promise.case_owner IS DISTINCT FROM known.owner
                                OR promise.case_team IS DISTINCT FROM known.team)""")
                .params(
                        Columns.of(hands)
                                .with("caseId", Hands::caseId)
                                .with("owner", Hands::owner)
                                .with("team", Hands::team)
                                .asParams())
                .update();
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                Row.uuid(row, "id"),
                Row.uuid(row, "case_id"),
                row.getString("kind"),
                row.getString("state"),
                row.getInt("revision"),
                row.getObject("due_day", LocalDate.class),
                Row.instantOrNull(row, "due"),
                Row.instant(row, "made_at"),
                row.getString("answers"),
                row.getString("case_team"),
                row.getString("cause"),
                row.getString("product"),
                row.getBoolean("imported"));
    }
}
