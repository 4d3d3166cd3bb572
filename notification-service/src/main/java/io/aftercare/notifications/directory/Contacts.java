package io.aftercare.notifications.directory;

import io.aftercare.messaging.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All that is known of people, staff and teams. */
@Repository
public class Contacts {

    private final JdbcClient sql;

    Contacts(JdbcClient sql) {
        this.sql = sql;
    }

    /** A contact for each key; one that was never read knows nothing. */
    public Map<String, Contact> load(Collection<String> keys) {
        Map<String, Contact> found = new HashMap<>();
        keys.forEach(key -> found.put(key, Contact.unread(key)));
        sql.sql("SELECT * FROM contact WHERE key = ANY(:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> contact(row))
                .list()
                .forEach(contact -> found.put(contact.key(), contact));
        return found;
    }

    void save(Collection<Contact> contacts) {
        sql.sql(
                        """
                        INSERT INTO contact (key, version, handed_out, erased, name, email, phone,
                            language, zone, country, channels, handling, surveys_refused, team,
                            lead, faults)
                        SELECT * FROM unnest(:key::text[], :version::bigint[], :handedOut::bigint[],
                            :erased::boolean[], :name::text[], :email::text[], :phone::text[],
                            :language::text[], :zone::text[], :country::text[], :channels::text[],
                            :handling::text[], :surveysRefused::boolean[], :team::text[],
                            :lead::text[], :faults::text[])
                        ON CONFLICT (key) DO UPDATE SET
                            version = excluded.version, handed_out = excluded.handed_out,
                            erased = excluded.erased, name = excluded.name,
                            email = excluded.email, phone = excluded.phone,
                            language = excluded.language, zone = excluded.zone,
                            country = excluded.country, channels = excluded.channels,
                            handling = excluded.handling,
                            surveys_refused = excluded.surveys_refused, team = excluded.team,
                            lead = excluded.lead, faults = excluded.faults""")
                .params(
                        Columns.of(contacts)
                                .with("key", Contact::key)
                                .with("version", Contact::version)
                                .with("handedOut", Contact::handedOut)
                                .with("erased", Contact::erased)
                                .with("name", contact -> contact.details().name())
                                .with("email", contact -> contact.details().email())
                                .with("phone", contact -> contact.details().phone())
                                .with("language", contact -> contact.details().language())
                                .with("zone", contact -> contact.details().zone())
                                .with("country", contact -> contact.details().country())
                                .with("channels", contact -> joined(contact.details().channels()))
                                .with("handling", contact -> contact.details().handling())
                                .with("surveysRefused", c -> c.details().surveysRefused())
                                .with("team", contact -> contact.details().team())
                                .with("lead", contact -> contact.details().lead())
                                .with("faults", contact -> joined(contact.faults()))
                                .asParams())
                .update();
    }

    private static Contact contact(ResultSet row) throws SQLException {
        return new Contact(
                row.getString("key"),
                row.getLong("version"),
                row.getLong("handed_out"),
                row.getBoolean("erased"),
                details(row),
                split(row.getString("faults")).toList());
    }

    private static Details details(ResultSet row) throws SQLException {
        return new Details(
                row.getString("name"),
                row.getString("email"),
                row.getString("phone"),
                row.getString("language"),
                row.getString("zone"),
                row.getString("country"),
                split(row.getString("channels")).map(ChannelKind::valueOf).toList(),
                Handling.valueOf(row.getString("handling")),
                row.getBoolean("surveys_refused"),
                row.getString("team"),
                row.getString("lead"));
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static Stream<String> split(String values) {
        return Stream.of(values.split(",")).filter(value -> !value.isEmpty());
    }
}
