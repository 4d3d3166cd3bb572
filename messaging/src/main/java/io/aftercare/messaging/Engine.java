package io.aftercare.messaging;

import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.outbox.Relay;
import io.aftercare.messaging.timers.FiringTimers;
import io.aftercare.messaging.wire.RegistryAway;
import io.aftercare.messaging.wire.SchemaNotFound;
import io.aftercare.messaging.wire.Schemas;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops what runs by itself. The relay starts at once: its bytes are ready. Listeners
 * and timers write records, so they start when the registry knows every schema.
 */
class Engine implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    private static final Duration BETWEEN_LOOKUPS = Duration.ofMillis(500);

    private final Schemas schemas;
    private final Relay relay;
    private final FiringTimers timers;
    private final Subscriptions subscriptions;
    private final Thread starting =
            Thread.ofPlatform().name("messaging-start").unstarted(this::startWhenSchemasAreKnown);
    private volatile boolean running;
    private volatile boolean started;

    Engine(Schemas schemas, Relay relay, FiringTimers timers, Subscriptions subscriptions) {
        this.schemas = schemas;
        this.relay = relay;
        this.timers = timers;
        this.subscriptions = subscriptions;
    }

    @Override
    public void start() {
        running = true;
        relay.start();
        starting.start();
    }

    @Override
    public void stop() {
        running = false;
        starting.interrupt();
        join();
        if (started) {
            subscriptions.stop();
            timers.stop();
        }
        relay.stop();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** True once listeners and timers run. */
    boolean started() {
        return started;
    }

    private void startWhenSchemasAreKnown() {
        while (running && !schemas.known()) {
            try {
                schemas.lookUp();
            } catch (SchemaNotFound | RegistryAway e) {
                log.warn("waiting for the registry: {}", e.getMessage());
                pause();
            }
        }
        if (running) {
            timers.start();
            subscriptions.start();
            started = true;
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKUPS);
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
