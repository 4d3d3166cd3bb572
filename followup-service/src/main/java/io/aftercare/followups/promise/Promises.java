package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Letter;
import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All promises, as they stand. */
@Repository
class Promises {

    private final JdbcClient sql;
    private final Entries entries;

    Promises(JdbcClient sql, Entries entries) {
        this.sql = sql;
        this.entries = entries;
    }

    @Nullable Promise find(UUID id) {
        return load(List.of(id)).get(id);
    }

    Map<UUID, Promise> load(Collection<UUID> ids) {
        return sql
                .sql("SELECT * FROM promise WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .query((row, _) -> promise(row))
                .list()
                .stream()
                .collect(Collectors.toMap(promise -> promise.terms().id(), Function.identity()));
    }

    /** The promises of these cases, the oldest of each first. */
    Map<UUID, List<Promise>> ofCases(Collection<UUID> caseIds) {
        return sql
                .sql(
                        """
                        SELECT * FROM promise WHERE case_id = ANY(:caseIds)
                         ORDER BY case_id, made_at, id""")
                .param("caseIds", caseIds.toArray(UUID[]::new))
                .query((row, _) -> promise(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(promise -> promise.terms().caseId()));
    }

    /** What was promised to these people for a day that is not before the first one. */
    List<Promise> daysOf(Collection<String> personIds, LocalDate first) {
        return sql.sql(
                        """
                        SELECT * FROM promise
                         WHERE person_id = ANY(:personIds) AND due_day >= :first::date
                         ORDER BY id""")
                .param("personIds", personIds.toArray(String[]::new))
                .param("first", first.toString())
                .query((row, _) -> promise(row))
                .list();
    }

    /** Whom these promises were made to, as far as somebody is known. */
    static Set<String> people(Collection<Promise> promises) {
        return promises.stream()
                .map(promise -> promise.terms().personId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Saves what has changed, and adds to the ledger how. */
    void save(Collection<Promise> promises, Instant now) {
        List<Promise> changed =
                promises.stream().filter(promise -> !promise.unsaved().isEmpty()).toList();
        if (!changed.isEmpty()) {
            saveRows(changed);
            entries.add(changed, now);
        }
    }

    private void saveRows(List<Promise> promises) {
        sql.sql(
                        """
                        INSERT INTO promise (id, case_id, person_id, cycle, kind, revision,
                            due_day, due_at, owner, made_at, recorded_at, imported, state, kept_at,
                            warned, at_risk_to, broken_staff_to, broken_customer_to)
                        SELECT * FROM unnest(:id::uuid[], :caseId::uuid[], :personId::text[],
                            :cycle::int[], :kind::text[], :revision::int[], :dueDay::date[],
                            :due::timestamptz[], :owner::text[], :madeAt::timestamptz[],
                            :recordedAt::timestamptz[], :imported::boolean[], :state::text[],
                            :keptAt::timestamptz[], :warned::boolean[], :atRiskTo::text[],
                            :brokenStaffTo::text[], :brokenCustomerTo::text[])
                        ON CONFLICT (id) DO UPDATE SET
                            due_at = excluded.due_at, state = excluded.state, kept_at = excluded.kept_at,
                            warned = excluded.warned, at_risk_to = excluded.at_risk_to,
                            broken_staff_to = excluded.broken_staff_to,
                            broken_customer_to = excluded.broken_customer_to""")
                .params(columns(promises).asParams())
                .update();
    }

    private static Columns<Promise> columns(Collection<Promise> promises) {
        return Columns.of(promises)
                .with("id", promise -> promise.terms().id())
                .with("caseId", promise -> promise.terms().caseId())
                .with("personId", promise -> promise.terms().personId())
                .with("cycle", promise -> promise.terms().cycle())
                .with("kind", promise -> promise.terms().kind())
                .with("revision", _ -> Promise.FIRST_REVISION)
                .with("dueDay", promise -> promise.terms().dueDay())
                .with("due", promise -> promise.terms().due())
                .with("owner", promise -> promise.terms().owner())
                .with("madeAt", promise -> promise.terms().madeAt())
                .with("recordedAt", promise -> promise.terms().recordedAt())
                .with("imported", promise -> promise.terms().imported())
                .with("state", Promise::state)
                .with("keptAt", Promise::keptAt)
                .with("warned", Promise::warned)
                .with("atRiskTo", promise -> promise.recipient(Letter.AT_RISK))
                .with("brokenStaffTo", promise -> promise.recipient(Letter.BROKEN_STAFF))
                .with("brokenCustomerTo", promise -> promise.recipient(Letter.BROKEN_CUSTOMER));
    }

    private static Promise promise(ResultSet row) throws SQLException {
        Map<Letter, String> asked = new EnumMap<>(Letter.class);
        for (Letter letter : Letter.values()) {
            String recipient = row.getString(letter.name() + "_TO");
            if (recipient != null) {
                asked.put(letter, recipient);
            }
        }
        return new Promise(
                terms(row),
                Row.code(row, "state", Promise.State.class),
                Row.instantOrNull(row, "kept_at"),
                row.getBoolean("warned"),
                asked);
    }

    private static Promise.Terms terms(ResultSet row) throws SQLException {
        return new Promise.Terms(
                Row.uuid(row, "id"),
                Row.uuid(row, "case_id"),
                row.getString("person_id"),
                row.getInt("cycle"),
                Row.code(row, "kind", Promise.Kind.class),
                row.getObject("due_day", LocalDate.class),
                Row.instant(row, "due_at"),
                row.getString("owner"),
                Row.instant(row, "made_at"),
                Row.instant(row, "recorded_at"),
                row.getBoolean("imported"));
    }
}
