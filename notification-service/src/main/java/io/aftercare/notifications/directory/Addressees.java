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
public class Addressees {

    private final JdbcClient sql;

    Addressees(JdbcClient sql) {
        this.sql = sql;
    }

    /** An addressee for each key; one that was never read knows nothing. */
    public Map<String, Addressee> load(Collection<String> keys) {
        Map<String, Addressee> found = new HashMap<>();
        keys.forEach(key -> found.put(key, Addressee.unread(key)));
        sql.sql("SELECT * FROM contact WHERE key = ANY(:keys::text[])")
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> addressee(row))
                .list()
                .forEach(addressee -> found.put(addressee.key(), addressee));
        return found;
    }

    void save(Collection<Addressee> addressees) {
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
                        Columns.of(addressees)
                                .with("key", Addressee::key)
                                .with("version", Addressee::version)
                                .with("handedOut", Addressee::handedOut)
                                .with("erased", Addressee::erased)
                                .with("name", addressee -> addressee.details().name())
                                .with("email", addressee -> addressee.details().email())
                                .with("phone", addressee -> addressee.details().phone())
                                .with("language", addressee -> addressee.details().language())
                                .with("zone", addressee -> addressee.details().zone())
                                .with("country", addressee -> addressee.details().country())
                                .with(
                                        "channels",
                                        addressee -> joined(addressee.details().channels()))
                                .with("handling", addressee -> addressee.details().handling())
                                .with("surveysRefused", c -> c.details().surveysRefused())
                                .with("team", addressee -> addressee.details().team())
                                .with("lead", addressee -> addressee.details().lead())
                                .with("faults", addressee -> joined(addressee.faults()))
                                .asParams())
                .update();
    }

    private static Addressee addressee(ResultSet row) throws SQLException {
        return new Addressee(
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
                row.getString("lead"),
                Roster.NONE);
    }

    private static String joined(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private static Stream<String> split(String values) {
        return Stream.of(values.split(",")).filter(value -> !value.isEmpty());
    }
}
