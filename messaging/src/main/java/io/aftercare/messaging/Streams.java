package io.aftercare.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Locks keys and counts the facts of each. A transaction locks once, first of all, everything it
 * writes facts for or judges; rows are taken in sorted order, so two transactions never wait for
 * each other in a circle.
 */
public final class Streams {

    private final JdbcClient sql;

    Streams(JdbcClient sql) {
        this.sql = sql;
    }

    /** From here on this transaction waits for no lock longer than this. */
    void waitAtMost(Duration lockWait) {
        sql.sql("SELECT set_config('lock_timeout', :millis, true)")
                .param("millis", String.valueOf(lockWait.toMillis()))
                .query(String.class)
                .single();
    }

    /** Waits until this transaction holds every key. Keys that are new get a row. */
    void lock(Collection<String> keys) {
        String[] sorted = new TreeSet<>(keys).toArray(String[]::new);
        sql.sql(
                        """
                        INSERT INTO messaging.stream (key)
                        SELECT key FROM unnest(:keys::text[]) AS k(key)
                         WHERE NOT EXISTS (SELECT FROM messaging.stream s WHERE s.key = k.key)
                         ORDER BY key
                        ON CONFLICT DO NOTHING""")
                .param("keys", sorted)
                .update();
        take(sorted);
    }

    /** True if this transaction holds the key. */
    public boolean holds(String key) {
        Held held = held();
        return held != null && held.next.containsKey(key);
    }

    /** The next sequence of this service's own topic for a key that this transaction holds. */
    public long nextSequence(String key) {
        Held held = held();
        Long next = held == null ? null : held.next.get(key);
        if (held == null || next == null) {
            throw new IllegalStateException("not locked by this transaction: " + key);
        }
        held.next.put(key, next + 1);
        held.moved.put(key, next + 1);
        return next;
    }

    private void take(String[] sorted) {
        if (held() != null) {
            throw new IllegalStateException("a transaction locks its keys once");
        }
        Held held = new Held();
        sql.sql(
                        """
                        SELECT key, next_sequence FROM messaging.stream
                         WHERE key = ANY(:keys::text[]) ORDER BY key FOR UPDATE""")
                .param("keys", sorted)
                .query((RowCallbackHandler) row -> held.next.put(row.getString(1), row.getLong(2)));
        TransactionSynchronizationManager.bindResource(this, held);
        TransactionSynchronizationManager.registerSynchronization(held);
    }

    private @Nullable Held held() {
        return (Held) TransactionSynchronizationManager.getResource(this);
    }

    private final class Held implements TransactionSynchronization {

        final Map<String, Long> next = new HashMap<>();
        final Map<String, Long> moved = new HashMap<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            if (moved.isEmpty()) {
                return;
            }
            sql.sql(
                            """
                            UPDATE messaging.stream s SET next_sequence = n.next_sequence
                              FROM unnest(:key::text[], :next::bigint[]) AS n(key, next_sequence)
                             WHERE s.key = n.key""")
                    .params(
                            Columns.of(moved.entrySet())
                                    .with("key", Map.Entry::getKey)
                                    .with("next", Map.Entry::getValue)
                                    .asParams())
                    .update();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Streams.this);
        }
    }
}
