package io.aftercare.messaging.outbox;

import io.aftercare.messaging.Columns;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Streams;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.messaging.wire.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What this service has to say. A record written here in a transaction is published if and only if
 * that transaction commits: at least once, and per topic and key in the order of the commits (of
 * first appearances; repeats may come at any time). When it is published is not promised: normally
 * within a fraction of a second, later while the broker is away.
 */
public final class Outbox {

    /** How many relays can share the work of one service at most. */
    static final int SHARDS = 16;

    private final JdbcClient sql;
    private final Streams streams;
    private final Encoder encoder;
    private final Clock clock;
    private final Runnable committed;

    /**
     * @param committed called after a commit that left something to publish
     */
    public Outbox(
            JdbcClient sql, Streams streams, Encoder encoder, Clock clock, Runnable committed) {
        this.sql = sql;
        this.streams = streams;
        this.encoder = encoder;
        this.clock = clock;
        this.committed = committed;
    }

    /**
     * Writes a fact of this service.
     *
     * @param topic this service's own topic of facts
     * @param lock the key this transaction holds and whose facts are counted, as {@code case:…}
     * @param key the record's key
     * @param occurredAt when it happened, by which rules judge; the record says the same
     * @param fact builds the record around its stamp
     * @return the record, as it is published if this transaction commits
     * @throws IllegalArgumentException if the encoded record is over the size limit
     */
    public <F extends SpecificRecord> F fact(
            String topic, String lock, String key, Instant occurredAt, Function<Stamp, F> fact) {
        long sequence = streams.nextSequence(lock);
        UUID eventId = Ids.of(topic, key, sequence);
        F record = fact.apply(new Stamp(eventId, sequence, clock.instant()));
        add(topic, key, eventId, occurredAt, record);
        return record;
    }

    /**
     * Writes a letter to a letterbox that several services share. Letters of one key leave in the
     * order of the commits only if their transactions held a common lock.
     *
     * @param letter builds the record around its event id, drawn here once
     */
    public void letter(String topic, String key, Function<UUID, ? extends SpecificRecord> letter) {
        UUID eventId = UUID.randomUUID();
        add(topic, key, eventId, clock.instant(), letter.apply(eventId));
    }

    private void add(
            String topic, String key, UUID eventId, Instant occurredAt, SpecificRecord record) {
        Encoder.Encoded encoded = encoder.encode(topic, record);
        pending()
                .rows
                .add(
                        new Row(
                                shard(topic, key),
                                topic,
                                key,
                                encoded.value(),
                                eventId,
                                encoded.type(),
                                occurredAt,
                                Trace.current()));
    }

    static int shard(String topic, String key) {
        return Math.floorMod((topic + '\u001F' + key).hashCode(), SHARDS);
    }

    private Pending pending() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("the outbox is written in a transaction only");
        }
        Pending pending = (Pending) TransactionSynchronizationManager.getResource(this);
        if (pending == null) {
            pending = new Pending();
            TransactionSynchronizationManager.bindResource(this, pending);
            TransactionSynchronizationManager.registerSynchronization(pending);
        }
        return pending;
    }

    /**
     * What the outbox gives a fact.
     *
     * @param eventId computed from topic, key and sequence
     * @param sequence 1, 2, … per key, without a gap
     * @param recordedAt now
     */
    public record Stamp(UUID eventId, long sequence, Instant recordedAt) {}

    private record Row(
            int shard,
            String topic,
            String key,
            byte[] value,
            UUID eventId,
            String type,
            Instant occurredAt,
            @Nullable String traceparent) {}

    private final class Pending implements TransactionSynchronization {

        final List<Row> rows = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            sql.sql(
                            """
                            INSERT INTO messaging.outbox
                                (shard, topic, key, value, event_id, type, occurred_at, traceparent)
                            SELECT shard, topic, key, value, event_id, type, occurred_at, traceparent
                              FROM unnest(:shard::int[], :topic::text[], :key::text[], :value::bytea[],
                                          :eventId::uuid[], :type::text[], :occurredAt::timestamptz[],
                                          :traceparent::text[]) WITH ORDINALITY
                                AS r(shard, topic, key, value, event_id, type, occurred_at,
                                     traceparent, position)
                             ORDER BY position""")
                    .params(
                            Columns.of(rows)
                                    .with("shard", Row::shard)
                                    .with("topic", Row::topic)
                                    .with("key", Row::key)
                                    .with("value", Row::value)
                                    .with("eventId", Row::eventId)
                                    .with("type", Row::type)
                                    .with("occurredAt", Row::occurredAt)
                                    .with("traceparent", Row::traceparent)
                                    .asParams())
                    .update();
        }

        @Override
        public void afterCommit() {
            committed.run();
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Outbox.this);
        }
    }
}
