package io.aftercare.followups.known;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactWindow;
import io.aftercare.messaging.Columns;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The people this service has heard of, and markers of those who are to be forgotten. */
@Repository
public class People {

    private final JdbcClient sql;
    private final CompanySettings company;
    private final ContactHours hours = ContactHours.load();

    People(JdbcClient sql, CompanySettings company) {
        this.sql = sql;
        this.company = company;
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

    /**
     * When an e-mail may be written to each of these people. Of whom neither country nor zone is
     * known is taken to live where the company is; a country without a zone is left to the data.
     */
    public Map<String, ContactWindow> contactHours(Collection<String> ids) {
        Map<String, ContactWindow> found = new HashMap<>();
        ContactWindow otherwise = emails(company.country(), company.zone());
        ids.forEach(id -> found.put(id, otherwise));
        sql.sql(
                        """
                        SELECT id, country, zone FROM person
                         WHERE id = ANY(:ids) AND (country IS NOT NULL OR zone IS NOT NULL)""")
                .param("ids", ids.toArray(String[]::new))
                .query(
                        (RowCallbackHandler)
                                row ->
                                        found.put(
                                                row.getString("id"),
                                                emails(
                                                        row.getString("country"),
                                                        Person.zone(row.getString("zone")))));
        return found;
    }

    private ContactWindow emails(@Nullable String country, @Nullable ZoneId zone) {
        return hours.allowed(
                country, zone, ContactHours.Channel.EMAIL, ContactHours.Audience.CONSUMER);
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
                        INSERT INTO person (id, version, country, zone)
                        SELECT * FROM unnest(:id::text[], :version::bigint[], :country::text[],
                            :zone::text[])
                        ON CONFLICT (id) DO UPDATE SET
                            version = excluded.version, country = excluded.country,
                            zone = excluded.zone
                         WHERE excluded.version > person.version AND person.erased_at IS NULL""")
                .params(
                        Columns.of(people)
                                .with("id", Person::id)
                                .with("version", Person::version)
                                .with("country", Person::country)
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
                            country = NULL, zone = NULL,
                            erased_at = coalesce(person.erased_at, excluded.erased_at)""")
                .param("ids", ids.toArray(String[]::new))
                .param("now", now.toString())
                .update();
    }
}
