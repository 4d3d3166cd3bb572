package io.aftercare.messaging.guarantees;

import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The service's database sessions, seen and disturbed with the rights of its own role. */
final class Sessions implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Arena arena;
    private final SingleConnectionDataSource own;
    private final JdbcClient sql;

    Sessions(Arena arena) {
        this.arena = arena;
        this.own =
                new SingleConnectionDataSource(
                        arena.database().jdbcUrl(),
                        arena.database().running(),
                        arena.database().runningPassword(),
                        true);
        this.sql = JdbcClient.create(own);
    }

    /** A transaction that waits for somebody else's. */
    record Waiting(int session, String since) {}

    /** Waits until a transaction other than the given one waits for the lock's holder. */
    Waiting awaitOther(HeldLock lock, Waiting before) {
        AtomicReference<Waiting> found = new AtomicReference<>(before);
        await("somebody waits for " + lock)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            waitingFor(lock).ifPresent(found::set);
                            return !found.get().equals(before);
                        });
        return found.get();
    }

    /** Waits until a transaction waits for the lock's holder. */
    Waiting awaitWaiting(HeldLock lock) {
        return awaitOther(lock, new Waiting(0, ""));
    }

    /** The transaction that waits for the lock's holder now, if any. */
    Optional<Waiting> waitingFor(HeldLock lock) {
        return sql.sql(
                        """
                        SELECT pid, xact_start::text FROM pg_stat_activity
                         WHERE usename = current_user AND xact_start IS NOT NULL
                           AND :holder = ANY(pg_blocking_pids(pid))""")
                .param("holder", lock.session())
                .query((row, _) -> new Waiting(row.getInt(1), row.getString(2)))
                .optional();
    }

    /** Ends the session. */
    void terminate(Waiting waiting) {
        sql.sql("SELECT pg_terminate_backend(:session)")
                .param("session", waiting.session())
                .query(Boolean.class)
                .single();
    }

    /** As when a statement has run for too long. */
    void cancel(Waiting waiting) {
        sql.sql("SELECT pg_cancel_backend(:session)")
                .param("session", waiting.session())
                .query(Boolean.class)
                .single();
    }

    /** Ends every session of the service. */
    void terminateAll() {
        sql.sql(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE usename = current_user AND pid <> pg_backend_pid()""")
                .query(Boolean.class)
                .list();
    }

    /** Deadlocks that the database has resolved so far, whoever was the victim. */
    int deadlocks() {
        return sql.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                .query(Integer.class)
                .single();
    }

    /** Takes a key's lock as another replica would. */
    HeldLock hold(String key) {
        return new HeldLock(key);
    }

    @Override
    public void close() {
        own.destroy();
    }

    /** A transaction that holds a key. */
    final class HeldLock implements AutoCloseable {

        private final String key;
        private final Connection transaction;
        private final int session;

        private HeldLock(String key) {
            this.key = key;
            try {
                transaction =
                        DriverManager.getConnection(
                                arena.database().jdbcUrl(),
                                arena.database().running(),
                                arena.database().runningPassword());
                transaction.setAutoCommit(false);
                session = transaction.unwrap(PGConnection.class).getBackendPID();
                lock(key);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        int session() {
            return session;
        }

        /**
         * Waits for a further key, and gives it back at once when it has it.
         *
         * @return false if that was refused, as it would have been waited for for ever
         */
        boolean touch(String other) {
            try {
                Savepoint before = transaction.setSavepoint();
                try {
                    lock(other);
                    return true;
                } catch (SQLException e) {
                    if (!"40P01".equals(e.getSQLState())) {
                        throw e;
                    }
                    return false;
                } finally {
                    transaction.rollback(before);
                }
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private void lock(String wanted) throws SQLException {
            try (PreparedStatement statement =
                    transaction.prepareStatement(
                            "SELECT 1 FROM messaging.stream WHERE key = ? FOR UPDATE")) {
                statement.setString(1, wanted);
                try (ResultSet rows = statement.executeQuery()) {
                    if (!rows.next()) {
                        throw new IllegalStateException("nobody has used the key " + wanted);
                    }
                }
            }
        }

        @Override
        public void close() {
            try {
                transaction.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return key;
        }
    }
}
