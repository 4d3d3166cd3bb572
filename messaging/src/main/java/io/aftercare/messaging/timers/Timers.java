package io.aftercare.messaging.timers;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Streams;
import io.aftercare.messaging.wire.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Sets and cancels timers. A timer set in a transaction fires if and only if that transaction
 * commits: once in effect, never early, in no promised order among timers of different keys.
 */
public final class Timers {

    private final JdbcClient sql;
    private final Streams streams;
    private final Partitions partitions;
    private final Clock clock;
    private final Consumer<Instant> committed;

    /**
     * @param committed called after a commit with the earliest due instant it has set
     */
    public Timers(
            JdbcClient sql,
            Streams streams,
            Partitions partitions,
            Clock clock,
            Consumer<Instant> committed) {
        this.sql = sql;
        this.streams = streams;
        this.partitions = partitions;
        this.clock = clock;
        this.committed = committed;
    }

    /** Sets the timer; one of the same kind and subject is replaced. */
    public void set(Timer timer) {
        if (!streams.holds(timer.lock())) {
            throw new IllegalStateException("not locked by this transaction: " + timer.lock());
        }
        pending().put(new Id(timer.kind(), timer.subject()), row(timer));
    }

    /** Removes the timer; nothing happens if there is none. */
    public void cancel(String kind, String subject) {
        pending().put(new Id(kind, subject), null);
    }

    /**
     * Those that could not fire at their due instants, as what they wait for was not read up to
     * then: for work that depends on more than the one topic its timer waits for.
     */
    public List<Timer> waiting(List<Timer> some) {
        List<Row> rows = some.stream().map(this::row).filter(row -> row.waitsFor != null).toList();
        return sql.sql(
                        """
                        SELECT n FROM unnest(:topic::text[], :partition::int[],
                                :due::timestamptz[])
                            WITH ORDINALITY AS s(topic, partition, due, n)
                         WHERE NOT EXISTS (SELECT FROM messaging.read_up_to AS r
                                            WHERE r.topic = s.topic AND r.partition = s.partition
                                              AND r.at >= s.due)
                         ORDER BY n""")
                .params(
                        Columns.of(rows)
                                .with("topic", Row::waitsFor)
                                .with("partition", Row::waitsPartition)
                                .with("due", row -> row.timer().due())
                                .asParams())
                .query((row, _) -> rows.get(row.getInt("n") - 1).timer())
                .list();
    }

    private Row row(Timer timer) {
        Timer.WaitsFor waits = timer.waitsFor();
        return new Row(
                timer,
                waits == null ? null : waits.topic(),
                waits == null ? null : partitions.of(waits.topic(), waits.key()),
                Trace.current());
    }

    private Pending pending() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("timers are set in a transaction only");
        }
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        return pending;
    }

    private record Id(String kind, String subject) {}

    private record Row(
            Timer timer,
            @Nullable String waitsFor,
            @Nullable Integer waitsPartition,
            @Nullable String traceparent) {}

    /**
     * The last word per timer counts: a timer set and cancelled in one transaction is cancelled.
     */
    private final class Pending implements TransactionSynchronization {

        // written in one order by all: timers of one subject may be set under different keys
        private final Map<Id, @Nullable Row> last =
                new TreeMap<>(Comparator.comparing(Id::kind).thenComparing(Id::subject));

        void put(Id id, @Nullable Row row) {
            last.put(id, row);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            List<Id> cancelled = new ArrayList<>();
            List<Row> set = new ArrayList<>();
            last.forEach(
                    (id, row) -> {
                        if (row == null) {
                            cancelled.add(id);
                        } else {
                            set.add(row);
                        }
                    });
            if (!cancelled.isEmpty()) {
                delete(cancelled);
            }
            if (!set.isEmpty()) {
                upsert(set);
            }
        }

        private void delete(List<Id> ids) {
            sql.sql(
                            """
                            DELETE FROM messaging.timer t
                             USING unnest(:kind::text[], :subject::text[]) AS c(kind, subject)
                             WHERE t.kind = c.kind AND t.subject = c.subject""")
                    .params(
                            Columns.of(ids)
                                    .with("kind", Id::kind)
                                    .with("subject", Id::subject)
                                    .asParams())
                    .update();
        }

        /** One that was due already is tried from now on: so it is not called late for before. */
        private void upsert(List<Row> rows) {
            sql.sql(
                            """
                            INSERT INTO messaging.timer
                                (kind, subject, key, due, next_try, waits_for, waits_partition,
                                 traceparent)
                            SELECT kind, subject, key, due, greatest(due, :now::timestamptz),
                                   waits_for, waits_partition, traceparent
                              FROM unnest(:kind::text[], :subject::text[], :key::text[],
                                :due::timestamptz[], :waitsFor::text[], :waitsPartition::int[],
                                :traceparent::text[]) AS s(kind, subject, key, due, waits_for,
                                                           waits_partition, traceparent)
                            ON CONFLICT (kind, subject) DO UPDATE SET
                                key = excluded.key, due = excluded.due,
                                next_try = excluded.next_try,
                                waits_for = excluded.waits_for,
                                waits_partition = excluded.waits_partition,
                                traceparent = excluded.traceparent,
                                attempts = 0, error = NULL, parked = false""")
                    .params(
                            Columns.of(rows)
                                    .with("kind", row -> row.timer().kind())
                                    .with("subject", row -> row.timer().subject())
                                    .with("key", row -> row.timer().lock())
                                    .with("due", row -> row.timer().due())
                                    .with("waitsFor", Row::waitsFor)
                                    .with("waitsPartition", Row::waitsPartition)
                                    .with("traceparent", Row::traceparent)
                                    .asParams())
                    .param("now", clock.instant().toString())
                    .update();
        }

        @Override
        public void afterCommit() {
            last.values().stream()
                    .filter(row -> row != null)
                    .map(row -> row.timer().due())
                    .min(Instant::compareTo)
                    .ifPresent(committed);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Timers.this);
        }
    }
}
