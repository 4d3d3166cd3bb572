package io.aftercare.messaging;

import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.outbox.Relay;
import io.aftercare.messaging.timers.FiringTimers;
import io.aftercare.messaging.timers.Partitions;
import io.aftercare.messaging.wire.Schemas;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops what runs by itself. The relay starts at once: its bytes are ready. Listeners
 * and timers write records and set timers that wait for topics, so they start when the registry
 * knows every schema and the broker has told the partitions; that is tried until it succeeds.
 */
class Engine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final Duration BETWEEN_MEASURES = Duration.ofSeconds(5);

    /** Below the web server's two: what its last requests have written is still published. */
    private static final int PHASE = DEFAULT_PHASE - 3 * 1024;

    private final Schemas schemas;
    private final Partitions partitions;
    private final Admin admin;
    private final Relay relay;
    private final FiringTimers timers;
    private final Subscriptions subscriptions;
    private final Thread starting =
            Thread.ofPlatform().name("messaging-start").unstarted(this::startWhenPossible);
    private final Loop measuring = new Loop("messaging-gauges", this::measure, () -> {});
    private volatile boolean running;
    private volatile @Nullable String waitsFor = "has not begun";

    Engine(
            Schemas schemas,
            Partitions partitions,
            Admin admin,
            Relay relay,
            FiringTimers timers,
            Subscriptions subscriptions) {
        this.schemas = schemas;
        this.partitions = partitions;
        this.admin = admin;
        this.relay = relay;
        this.timers = timers;
        this.subscriptions = subscriptions;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public void start() {
        running = true;
        relay.start();
        measuring.start();
        starting.start();
    }

    @Override
    public void stop() {
        running = false;
        starting.interrupt();
        join();
        subscriptions.stop();
        timers.stop();
        relay.stop();
        measuring.stop(Duration.ofSeconds(1));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Null once listeners and timers run, else what they wait for. */
    @Nullable String waitsFor() {
        return waitsFor;
    }

    private void startWhenPossible() {
        while (running && waitsFor != null) {
            try {
                if (!schemas.known()) {
                    schemas.lookUp();
                }
                partitions.lookUp(admin);
                subscriptions.start();
                timers.start();
                waitsFor = null;
            } catch (RuntimeException | Error e) {
                waitsFor = e.getClass().getName() + ": " + e.getMessage();
                log.warn("messaging waits to start: {}", waitsFor);
                pause();
            }
        }
    }

    private void measure() throws InterruptedException {
        try {
            relay.measure();
            timers.measure();
            partitions.lookUp(admin); // one that was missing may be there now
        } finally {
            measuring.pause(BETWEEN_MEASURES.toMillis());
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    private void join() {
        try {
            starting.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
