package io.aftercare.messaging.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The shards that this process relays: advisory locks of one database session. If the session or
 * the process dies, the database frees them at once; if its machine is gone or stands still, when
 * the session has been silent for {@link #SILENCE}. Each replica takes its fair share.
 */
final class Shards implements AutoCloseable {

    /** The first half of the two-part lock id; the second is the shard, or the sign of presence. */
    private static final int LOCKS = 0x0B0C5;

    private static final int PRESENCE = 1_000;

    /** The relay asks every second, unless it waits for the broker: then others may try as well. */
    static final String SILENCE = "10s";

    private final DataSource database;
    private final Set<Integer> held = new TreeSet<>();
    private @Nullable Connection session;

    Shards(DataSource database) {
        this.database = database;
    }

    /** Takes free shards up to the fair share, or gives back what is over it. */
    Set<Integer> renew() throws SQLException {
        Connection open = session();
        int share = Math.ceilDiv(Outbox.SHARDS, relays(open));
        for (int shard = 0; shard < Outbox.SHARDS && held.size() < share; shard++) {
            if (!held.contains(shard) && call(open, "pg_try_advisory_lock", shard)) {
                held.add(shard);
            }
        }
        while (held.size() > share) {
            Integer last = ((TreeSet<Integer>) held).last();
            call(open, "pg_advisory_unlock", last);
            held.remove(last);
        }
        return held;
    }

    Set<Integer> held() {
        return held;
    }

    @Override
    public void close() {
        held.clear();
        Connection open = session;
        session = null;
        if (open != null) {
            try (open) {
                open.createStatement()
                        .execute("SELECT pg_advisory_unlock_all(); RESET idle_session_timeout");
            } catch (SQLException _) {
                // the session is gone, and its locks with it
            }
        }
    }

    private Connection session() throws SQLException {
        Connection open = session;
        if (open == null) {
            open = database.getConnection();
            session = open;
            open.createStatement().execute("SET idle_session_timeout = '" + SILENCE + "'");
            call(open, "pg_try_advisory_lock_shared", PRESENCE);
        }
        return open;
    }

    private static int relays(Connection open) throws SQLException {
        String count =
                """
                SELECT greatest(1, count(*)) FROM pg_locks
                 WHERE locktype = 'advisory' AND classid = ? AND objid = ? AND granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";
        try (PreparedStatement statement = open.prepareStatement(count)) {
            statement.setInt(1, LOCKS);
            statement.setInt(2, PRESENCE);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private static boolean call(Connection open, String function, int number) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement("SELECT " + function + "(?, ?)")) {
            statement.setInt(1, LOCKS);
            statement.setInt(2, number);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
