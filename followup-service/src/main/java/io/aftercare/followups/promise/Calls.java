package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
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

/**
 * The calls that were recorded, and those that new dates tell of. Added and read, never changed.
 */
@Repository
class Calls {

    /** Of a case: whoever tried more often in vain is not to fill our memory. */
    private static final int MOST = 500;

    private final JdbcClient sql;

    Calls(JdbcClient sql) {
        this.sql = sql;
    }

    /** Null if none was recorded. */
    @Nullable Call find(UUID id) {
        return sql.sql("SELECT * FROM customer_call WHERE id = :id AND NOT within_date")
                .param("id", id)
                .query((row, _) -> call(row))
                .optional()
                .orElse(null);
    }

    /**
     * That were recorded, the oldest first.
     *
     * @param after where the page before ended, null for the first
     */
    List<Call> ofCase(UUID caseId, @Nullable Cursor after, int limit) {
        return sql.sql(
                        """
                        SELECT * FROM customer_call
                         WHERE case_id = :caseId AND NOT within_date
                           AND (:at::timestamptz IS NULL
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
     * By the case: the last 500 calls to its customer, also those that new dates tell of, the
     * oldest first; if it was merged, also those about the cases in which it goes on, heard of no
     * earlier than that.
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
                                """
                                + Resolutions.WHERE_SAME_CUSTOMER
                                + " ORDER BY at, id")
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

    /**
     * What is there is not added again.
     *
     * @param within true if they are known by the new dates that customers were told of in them
     */
    void add(Collection<Call> calls, boolean within) {
        if (calls.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO customer_call
                            (id, case_id, at, recorded_at, outcome, called_by, told, within_date)
                        SELECT id, case_id, at, recorded_at, outcome, called_by,
                               string_to_array(told, ',')::uuid[], :within
                          FROM unnest(:id::uuid[], :caseId::uuid[], :at::timestamptz[],
                            :recordedAt::timestamptz[], :outcome::text[], :by::text[],
                            :told::text[])
                            AS call(id, case_id, at, recorded_at, outcome, called_by, told)
                        ON CONFLICT (id) DO NOTHING""")
                .params(
                        Columns.of(calls)
                                .with("id", Call::id)
                                .with("caseId", Call::caseId)
                                .with("at", Call::at)
                                .with("recordedAt", Call::reportedAt)
                                .with("outcome", Call::outcome)
                                .with("by", Call::by)
                                .with("told", Calls::ids)
                                .asParams())
                .param("within", within)
                .update();
    }

    private static String ids(Call call) {
        return call.told().stream().map(UUID::toString).collect(Collectors.joining(","));
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
