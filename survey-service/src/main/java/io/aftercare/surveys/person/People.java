package io.aftercare.surveys.person;

import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What surveys know of customers. */
@Repository
class People {

    private final JdbcClient sql;

    People(JdbcClient sql) {
        this.sql = sql;
    }

    Map<String, Person> load(Collection<String> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return sql
                .sql("SELECT * FROM person WHERE id = ANY(:ids::text[])")
                .param("ids", ids.toArray(String[]::new))
                .query((row, _) -> person(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /** Inserts or replaces. */
    void save(Collection<Person> people) {
        if (people.isEmpty()) {
            return;
        }
        sql.sql(
                        """
                        INSERT INTO person (id, version, country, zone, handling,
                                            surveys_refused, erased)
                        SELECT * FROM unnest(
                            :id::text[], :version::bigint[], :country::text[], :zone::text[],
                            :handling::text[], :surveysRefused::boolean[], :erased::boolean[])
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, country = excluded.country,
                            zone = excluded.zone, handling = excluded.handling,
                            surveys_refused = excluded.surveys_refused,
                            erased = excluded.erased""")
                .params(
                        Columns.of(people)
                                .with("id", Person::id)
                                .with("version", Person::version)
                                .with("country", Person::country)
                                .with("zone", Person::zone)
                                .with("handling", Person::handling)
                                .with("surveysRefused", Person::surveysRefused)
                                .with("erased", Person::erased)
                                .asParams())
                .update();
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("id"),
                row.getLong("version"),
                row.getString("country"),
                zone(row.getString("zone")),
                Person.Handling.valueOf(row.getString("handling")),
                row.getBoolean("surveys_refused"),
                row.getBoolean("erased"));
    }

    private static @Nullable ZoneId zone(@Nullable String id) {
        return id == null ? null : ZoneId.of(id);
    }
}
