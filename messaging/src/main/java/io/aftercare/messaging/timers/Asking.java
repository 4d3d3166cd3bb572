package io.aftercare.messaging.timers;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks how far awaited topics are read while due timers wait for them. It has a thread of its own:
 * timers that wait for nothing must not wait for a broker's answer.
 */
final class Asking implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Asking.class);

    private final DueTimers due;
    private final Collection<String> kinds;
    private final ReadUpTo readUpTo;
    private final Runnable ready;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().daemon().name("timers-asking").unstarted(work));

    /**
     * @param ready called when timers that waited may fire
     */
    Asking(DueTimers due, Collection<String> kinds, ReadUpTo readUpTo, Runnable ready) {
        this.due = due;
        this.kinds = kinds;
        this.readUpTo = readUpTo;
        this.ready = ready;
    }

    /** Asks, unless it still does so; returns at once, with true if some due timer waits. */
    boolean askIfAwaited(Instant now) {
        Map<TopicPartition, Instant> awaited = due.awaited(now, kinds);
        if (!awaited.isEmpty() && busy.compareAndSet(false, true)) {
            thread.execute(() -> askInTurn(awaited));
        }
        return !awaited.isEmpty();
    }

    /** Asks and waits for the answer: true if timers that waited may fire now. */
    boolean ask(Instant now) {
        Map<TopicPartition, Instant> awaited = due.awaited(now, kinds);
        return !awaited.isEmpty() && readUpTo.ask(awaited);
    }

    private void askInTurn(Map<TopicPartition, Instant> awaited) {
        try {
            if (readUpTo.ask(awaited)) {
                ready.run();
            }
        } catch (RuntimeException | Error e) {
            log.warn("timers go on waiting for topics: {}", e.getClass().getName());
        } finally {
            busy.set(false);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
