package io.aftercare.followups.promise;

import io.aftercare.messaging.Cursor;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calls that were recorded. Added and read, never changed. */
@Repository
class Calls {

    /** Of a case: whoever tried more often in vain is not to fill our memory. */
    private static final int MOST = 500;

    private final JdbcClient sql;

    Calls(JdbcClient sql) {
        this.sql = sql;
    }

    @Nullable Call find(UUID id) {
        return sql.sql("SELECT * FROM customer_call WHERE id = :id")
                .param("id", id)
                .query((row, _) -> call(row))
                .optional()
                .orElse(null);
    }

    /**
     * The oldest first.
     *
     * @param after where the page before ended, null for the first
     */
    List<Call> ofCase(UUID caseId, @Nullable Cursor after, int limit) {
        return sql.sql(
                        """
                        SELECT * FROM customer_call
                         WHERE case_id = :caseId AND (:at::timestamptz IS NULL
                            OR (at, id) > (:at::timestamptz, :id::uuid))
                         ORDER BY at, id LIMIT :limit""")
                .param("caseId", caseId)
                .param("at", after == null ? null : after.at().toString())
                .param("id", after == null ? null : after.id().toString())
                .param("limit", limit)
                .query((row, _) -> call(row))
                .list();
    }

    /**
     * By the case: the last 500 calls to its customer, the oldest first; if it was merged, also
     * those about the cases in which it goes on, heard of no earlier than that.
     */
    Map<UUID, List<Call>> ofCases(Collection<UUID> caseIds) {
        return sql
                .sql(
                        Resolutions.PATHS
                                + """
                                SELECT path.asked, id, last.case_id, at, outcome, called_by, told,
                                       greatest(recorded_at, path.since) AS recorded_at
                                  FROM path CROSS JOIN LATERAL (
                                    SELECT * FROM customer_call AS call
                                     WHERE call.case_id = path.case_id
                                     ORDER BY call.at DESC, call.id DESC LIMIT :most) AS last
                                 WHERE path.asked = last.case_id OR
                                       (SELECT person_id FROM known_case AS mine
                                         WHERE mine.case_id = path.asked)
                                       IS NOT DISTINCT FROM
                                       (SELECT person_id FROM known_case AS theirs
                                         WHERE theirs.case_id = path.case_id)
                                 ORDER BY at, id""")
                .param("most", MOST)
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> new Of(Row.uuid(row, "asked"), call(row)))
                .list()
                .stream()
                .collect(
                        Collectors.groupingBy(
                                Of::caseId, Collectors.mapping(Of::call, Collectors.toList())));
    }

    private record Of(UUID caseId, Call call) {}

    void add(Call call) {
        sql.sql(
                        """
                        INSERT INTO customer_call
                            (id, case_id, at, recorded_at, outcome, called_by, told)
                        VALUES (:id, :caseId, :at::timestamptz, :recordedAt::timestamptz,
                            :outcome, :by, :told)""")
                .param("id", call.id())
                .param("caseId", call.caseId())
                .param("at", call.at().toString())
                .param("recordedAt", call.reportedAt().toString())
                .param("outcome", call.outcome().name())
                .param("by", call.by())
                .param("told", call.told().toArray(UUID[]::new))
                .update();
    }

    private static Call call(ResultSet row) throws SQLException {
        return new Call(
                Row.uuid(row, "id"),
                Row.uuid(row, "case_id"),
                Row.instant(row, "at"),
                Row.instant(row, "recorded_at"),
                Row.code(row, "outcome", Call.Outcome.class),
                row.getString("called_by"),
                told(row));
    }

    private static Set<UUID> told(ResultSet row) throws SQLException {
        return Arrays.stream((Object[]) row.getArray("told").getArray())
                .map(UUID.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
