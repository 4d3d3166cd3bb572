package io.aftercare.followups.promise;

import io.aftercare.messaging.Columns;
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

    /** That were recorded, the oldest first. */
    List<Call> ofCase(UUID caseId, int limit) {
        return sql.sql(
                        """
                        SELECT * FROM customer_call WHERE case_id = :caseId AND NOT within_date
                         ORDER BY at, id LIMIT :limit""")
                .param("caseId", caseId)
                .param("limit", limit)
                .query((row, _) -> call(row))
                .list();
    }

    /** All of these cases, also those that new dates tell of; the oldest of each first. */
    Map<UUID, List<Call>> ofCases(Collection<UUID> caseIds) {
        return sql
                .sql(
                        """
                        SELECT * FROM customer_call WHERE case_id = ANY(:caseIds)
                         ORDER BY case_id, at, id""")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> call(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Call::caseId));
    }

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
