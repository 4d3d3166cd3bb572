package io.aftercare.messaging.outbox;

import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.wire.CloudEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the outbox: reads the oldest rows of its shards, sends their bytes as they are, deletes
 * what the broker has acknowledged. It has no other state, so a crash repeats at most what was sent
 * and not yet deleted.
 *
 * <p>On a send error the producer is thrown away at once, from its own sending thread, so that
 * nothing behind the failed record is sent; then it begins again at the oldest row.
 */
public final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    /** So long may it take to see what a replica without this shard has committed. */
    private static final long IDLE_MILLIS = 100;

    private static final long TROUBLE_MILLIS = 1_000;

    /** Far more often than {@link Shards#SILENCE}, after which the database frees the shards. */
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String source;
    private final JdbcClient sql;
    private final Shards shards;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final int batch;
    private final Counter published;
    private final Semaphore more = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("outbox-relay").unstarted(this::run);
    private volatile boolean running;
    private @Nullable Producer<byte[], byte[]> producer;
    private long renewed;

    /**
     * @param producers makes producers that keep their order: idempotent, one request in flight,
     *     and no batch that expires
     */
    public Relay(
            String service,
            JdbcClient sql,
            DataSource database,
            Supplier<Producer<byte[], byte[]>> producers,
            MessagingSettings settings,
            MeterRegistry metrics) {
        this.source = "/" + service;
        this.sql = sql;
        this.shards = new Shards(database);
        this.producers = producers;
        this.batch = settings.batch();
        this.published = metrics.counter("messaging.published");
    }

    public void start() {
        running = true;
        thread.start();
    }

    /** Stops after the batch at hand, or in its middle if that takes long. */
    public void stop() {
        running = false;
        more.release();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** There may be more to publish. */
    public void wake() {
        if (more.availablePermits() == 0) {
            more.release();
        }
    }

    private void run() {
        try (shards) {
            while (running) {
                if (!pass()) {
                    idle(IDLE_MILLIS);
                }
            }
        } finally {
            discard();
        }
    }

    /** Publishes one batch; false if there is nothing to do at the moment. */
    private boolean pass() {
        try {
            if (System.nanoTime() - renewed > RENEW_NANOS || shards.held().isEmpty()) {
                shards.renew();
                renewed = System.nanoTime();
            }
            List<Row> rows = oldest(shards.held());
            if (!rows.isEmpty()) {
                publish(rows);
            }
            return !rows.isEmpty();
        } catch (SQLException | DataAccessException | KafkaException e) {
            log.warn("nothing is relayed at the moment: {}", e.getClass().getName());
            shards.close();
            idle(TROUBLE_MILLIS);
            return true;
        }
    }

    private void publish(List<Row> rows) {
        Collection<Long> acked = new ConcurrentLinkedQueue<>();
        Producer<byte[], byte[]> open = producer();
        boolean complete = send(rows, open, acked);
        delete(acked);
        published.increment(acked.size());
        if (!complete) {
            discard();
            throw new KafkaException("a record could not be sent");
        }
    }

    private boolean send(List<Row> rows, Producer<byte[], byte[]> open, Collection<Long> acked) {
        List<Exception> errors = Collections.synchronizedList(new ArrayList<>());
        try {
            for (Row row : rows) {
                if (!errors.isEmpty()) {
                    break;
                }
                open.send(
                        record(row),
                        (_, error) -> {
                            if (error == null) {
                                acked.add(row.id());
                            } else {
                                errors.add(error);
                                open.close(Duration.ZERO);
                            }
                        });
            }
            open.flush();
        } catch (KafkaException | IllegalStateException e) {
            errors.add(e);
        }
        if (!errors.isEmpty()) {
            log.warn("sending stopped: {}", errors.getFirst().getClass().getName());
        }
        return errors.isEmpty();
    }

    private List<Row> oldest(Collection<Integer> held) {
        return sql.sql(
                        """
                        SELECT id, topic, key, value, event_id::text, type, occurred_at, traceparent
                          FROM messaging.outbox WHERE shard = ANY(:held) ORDER BY id LIMIT :batch""")
                .param("held", held.toArray(Integer[]::new))
                .param("batch", batch)
                .query(
                        (row, _) ->
                                new Row(
                                        row.getLong(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getBytes(4),
                                        row.getString(5),
                                        row.getString(6),
                                        row.getTimestamp(7).toInstant(),
                                        row.getString(8)))
                .list();
    }

    private void delete(Collection<Long> acked) {
        if (!acked.isEmpty()) {
            sql.sql("DELETE FROM messaging.outbox WHERE id = ANY(:ids)")
                    .param("ids", acked.toArray(Long[]::new))
                    .update();
        }
    }

    private ProducerRecord<byte[], byte[]> record(Row row) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        row.topic(), row.key().getBytes(StandardCharsets.UTF_8), row.value());
        CloudEvent.write(
                record.headers(),
                row.eventId(),
                row.type(),
                source,
                row.occurredAt(),
                row.key(),
                row.traceparent());
        return record;
    }

    private Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> open = producer;
        if (open == null) {
            open = producers.get();
            producer = open;
        }
        return open;
    }

    private void discard() {
        Producer<byte[], byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(Duration.ZERO);
        }
    }

    private void idle(long millis) {
        try {
            if (more.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                more.drainPermits();
            }
        } catch (InterruptedException _) {
            running = false;
        }
    }

    private record Row(
            long id,
            String topic,
            String key,
            byte[] value,
            String eventId,
            String type,
            Instant occurredAt,
            @Nullable String traceparent) {}
}
