package io.aftercare.messaging.outbox;

import io.aftercare.messaging.Loop;
import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.outbox.Sending.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Publishes the outbox: reads the oldest rows of its shards, sends their bytes as they are, deletes
 * what the broker has acknowledged. It has no other state, so a crash repeats at most what was sent
 * and not yet deleted.
 *
 * <p>A topic that cannot be written is left out, so that the others go on, and tried alone, beside
 * them, until it can. Two that send the same rows, this one and another relay too, only repeat:
 * each begins at the oldest row that is left and leaves none out.
 */
public final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    /** So long may it take to see what a replica without this shard has committed. */
    private static final long IDLE_MILLIS = 100;

    /** Longer than others let pass before they look for free shards. */
    private static final long YIELD_MILLIS = 1_500;

    /** Far more often than {@link Shards#SILENCE}, after which the database frees the shards. */
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long YIELD_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Shorter than the silence after which the database gives the shards to others. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final String source;
    private final OutboxTable table;
    private final Shards shards;
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Counter published;
    private final StuckTopics stuck = new StuckTopics(System::nanoTime);
    private final Set<Thread> trials = ConcurrentHashMap.newKeySet();
    private final Lock turn = new ReentrantLock();
    private final Loop loop = new Loop("outbox-relay", this::pass, this::end);
    private @Nullable Producer<byte[], byte[]> producer;
    private long renewed;
    private volatile long succeeded = System.nanoTime();
    private volatile double rows = Double.NaN;
    private volatile double oldestSeconds = Double.NaN;

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
        this.table = new OutboxTable(sql, settings.batch());
        this.shards = new Shards(database);
        this.producers = producers;
        this.published = metrics.counter("messaging.published");
        metrics.gauge("messaging.outbox.rows", this, it -> it.rows);
        metrics.gauge("messaging.outbox.oldest.seconds", this, it -> it.oldestSeconds);
        metrics.gauge("messaging.outbox.stuck.topics", this, it -> it.stuck.all().size());
    }

    public void start() {
        loop.start();
    }

    /** Stops after the batch at hand, or in its middle if that takes long. */
    public void stop() {
        trials.forEach(Thread::interrupt);
        loop.stop(Duration.ofSeconds(5));
    }

    /** There may be more to publish. */
    public void wake() {
        loop.wake();
    }

    /** What is wrong; empty if all is well. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        stuck.troubles().forEach((topic, reason) -> troubles.put("to " + topic, reason));
        String trouble = loop.trouble();
        if (trouble != null) {
            troubles.put("relay", trouble);
        }
        return troubles;
    }

    /** Takes the measure of the outbox, for its gauges. */
    public void measure() {
        double counted = Double.NaN;
        double oldest = Double.NaN;
        try {
            counted = table.rows();
            oldest = table.oldestSeconds();
        } finally {
            rows = counted;
            oldestSeconds = oldest;
        }
    }

    /** Publishes one batch, or waits a moment if there is nothing to do. */
    private void pass() throws SQLException, InterruptedException {
        try {
            if (System.nanoTime() - renewed > RENEW_NANOS || shards.held().isEmpty()) {
                shards.renew();
                renewed = System.nanoTime();
            }
            stuck.toTry().forEach(this::tryAlone);
            List<Unsent> oldest = table.oldest(shards.held(), stuck.all());
            if (oldest.isEmpty()) {
                giveOthersAChance();
                loop.pause(IDLE_MILLIS);
            } else {
                publish(oldest);
            }
        } catch (SQLException | RuntimeException | Error e) {
            shards.close();
            throw e;
        }
    }

    private void publish(List<Unsent> oldest) {
        Producer<byte[], byte[]> open = producer();
        Outcome outcome = Sending.send(oldest, source, open, PATIENCE);
        if (outcome.closed()) {
            discard();
        }
        outcome.stuck().forEach(this::failed);
        done(outcome);
    }

    /** Beside the others, as the broker may let us wait. */
    private void tryAlone(String topic) {
        List<Integer> held = List.copyOf(shards.held());
        Thread.ofVirtual()
                .name("outbox-trial")
                .start(
                        () -> {
                            trials.add(Thread.currentThread());
                            try {
                                sendAlone(topic, held);
                            } catch (RuntimeException | Error e) {
                                failed(topic, e.getClass().getName());
                            } finally {
                                trials.remove(Thread.currentThread());
                            }
                        });
    }

    private void sendAlone(String topic, List<Integer> held) {
        List<Unsent> oldest = inTurn(() -> table.oldestOf(topic, held));
        if (!oldest.isEmpty()) {
            Producer<byte[], byte[]> own = producers.get();
            try {
                Outcome outcome = Sending.send(oldest, source, own, PATIENCE);
                inTurn(() -> done(outcome));
                if (!outcome.stuck().isEmpty()) {
                    outcome.stuck().forEach(this::failed);
                    return;
                }
            } finally {
                own.close(Duration.ZERO);
            }
        }
        stuck.recovered(topic);
        loop.wake();
    }

    /** However many topics are stuck, their trials need one connection of the pool. */
    private <R> R inTurn(Supplier<R> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Returns how many rows are gone by it. */
    private int done(Outcome outcome) {
        int sent = outcome.acked().size();
        if (sent > 0) {
            succeeded = System.nanoTime();
        }
        table.delete(outcome.acked());
        published.increment(sent);
        return sent;
    }

    private void failed(String topic, String reason) {
        log.warn("sending to {} stopped: {}", topic, reason);
        stuck.failed(topic, reason);
    }

    /** Another replica may reach a broker that this one cannot. */
    private void giveOthersAChance() throws InterruptedException {
        if (!stuck.troubles().isEmpty() && System.nanoTime() - succeeded > YIELD_NANOS) {
            shards.close();
            succeeded = System.nanoTime();
            loop.pause(YIELD_MILLIS);
        }
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

    private void end() {
        shards.close();
        discard();
    }
}
