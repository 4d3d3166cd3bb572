package io.aftercare.followups.known;

import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people this service has heard of, and markers of those who are to be forgotten. */
@Repository
public class People {

    private final JdbcClient sql;

    People(JdbcClient sql) {
        this.sql = sql;
    }

    /** The zones of those of the people whose zone is known. */
    public Map<String, ZoneId> zones(Collection<String> ids) {
        Map<String, ZoneId> zones = new HashMap<>();
        sql.sql("SELECT id, zone FROM person WHERE id = ANY(:ids) AND zone IS NOT NULL")
                .param("ids", ids.toArray(String[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        zones.put(
                                                row.getString("id"),
                                                ZoneId.of(row.getString("zone"))));
        return zones;
    }

    /** Those of the people who were erased. */
    public Set<String> erased(Collection<String> ids) {
        return new HashSet<>(
                sql.sql("SELECT id FROM person WHERE id = ANY(:ids) AND erased_at IS NOT NULL")
                        .param("ids", ids.toArray(String[]::new))
                        .query((row, _) -> Objects.requireNonNull(row.getString("id")))
                        .list());
    }

    /** Keeps what is newer. Who was erased stays erased. */
    void save(Collection<Person> people) {
        sql.sql(
                        """
                        INSERT INTO person (id, version, zone)
                        SELECT * FROM unnest(:id::text[], :version::bigint[], :zone::text[])
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, zone = excluded.zone
                         WHERE excluded.version > person.version AND person.erased_at IS NULL""")
                .params(
                        Columns.of(people)
                                .with("id", Person::id)
                                .with("version", Person::version)
                                .with("zone", Person::zone)
                                .asParams())
                .update();
    }

    /** Leaves of each nothing but a marker. */
    void erase(Collection<String> ids, Instant now) {
        sql.sql(
                        """
                        INSERT INTO person (id, version, erased_at)
                        SELECT id, 0, :now::timestamptz FROM unnest(:ids::text[]) AS gone(id)
                        ON CONFLICT (id) DO UPDATE SET
                            zone = NULL,
                            erased_at = coalesce(person.erased_at, excluded.erased_at)""")
                .param("ids", ids.toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }
}
