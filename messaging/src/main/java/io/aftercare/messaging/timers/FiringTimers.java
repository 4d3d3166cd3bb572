package io.aftercare.messaging.timers;

import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.Passing;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.messaging.wire.TracedList;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fires timers when they are due: in bulk, in one transaction with their effects, by any replica.
 * It sleeps until the next one; a second at most, to see what other replicas have set.
 */
public final class FiringTimers {

    private static final Logger log = LoggerFactory.getLogger(FiringTimers.class);

    /** Milliseconds: so late may a timer be that another replica has set and died. */
    private static final long LONGEST_SLEEP = 1_000;

    /** Milliseconds: so late may one be that waits for a topic, once the topic is read. */
    private static final long AWAITING_SLEEP = 100;

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Map<String, TimerHandler> handlers = new HashMap<>();
    private final DueTimers due;
    private final ReadUpTo readUpTo;
    private final Transactions transactions;
    private final MessagingSettings.TimerSettings settings;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("timers").unstarted(this::run);
    private volatile boolean running;
    private volatile Instant sleepsUntil = Instant.MAX;

    public FiringTimers(
            String service,
            List<TimerHandler> handlers,
            JdbcClient sql,
            Admin admin,
            Transactions transactions,
            MessagingSettings.TimerSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
        this.due = new DueTimers(sql);
        this.readUpTo = new ReadUpTo(service, sql, admin, clock);
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.metrics = metrics;
    }

    public void start() {
        running = true;
        thread.start();
    }

    /** Stops after the timers at hand. */
    public void stop() {
        running = false;
        wakes.release();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A timer for that instant was set. */
    public void wake(Instant at) {
        if (at.isBefore(sleepsUntil)) {
            wakes.release();
        }
    }

    /**
     * Fires what is due and returns how many fired. The thread does so all the time; tests may too.
     */
    public synchronized int fireDue() {
        int fired = 0;
        for (; ; ) {
            int some = fireSome();
            if (some == 0) {
                return fired;
            }
            fired += some;
        }
    }

    private void run() {
        while (running) {
            try {
                int fired = fireDue();
                sleep(fired);
            } catch (RuntimeException e) {
                log.warn("timers wait: {}", e.getClass().getName());
                pause(LONGEST_SLEEP);
            }
        }
    }

    /** Sleeps until the next due instant, or until one is set that is earlier. */
    private void sleep(int fired) {
        wakes.drainPermits();
        sleepsUntil = Instant.MAX;
        Instant now = clock.instant();
        Instant next = due.next(now);
        long millis = next == null ? LONGEST_SLEEP : Duration.between(now, next).toMillis();
        long most = due.awaited(now).isEmpty() ? LONGEST_SLEEP : AWAITING_SLEEP;
        sleepsUntil = next == null ? Instant.MAX : next;
        // a few milliseconds let a steady stream of timers fire in batches
        pause(Math.clamp(millis, fired > 0 ? 5 : 1, most));
    }

    private void pause(long millis) {
        try {
            if (wakes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException _) {
            running = false;
        }
    }

    private int fireSome() {
        Instant now = clock.instant();
        askForAwaited(now);
        Map<String, List<DueTimer>> byKind = new LinkedHashMap<>();
        for (DueTimer timer : due.ready(now, settings.batch())) {
            byKind.computeIfAbsent(timer.kind(), _ -> new ArrayList<>()).add(timer);
        }
        int fired = 0;
        for (Map.Entry<String, List<DueTimer>> kind : byKind.entrySet()) {
            fired += fire(kind.getValue(), handlers.get(kind.getKey()), now);
        }
        return fired;
    }

    private void askForAwaited(Instant now) {
        Map<TopicPartition, Instant> awaited = due.awaited(now);
        if (!awaited.isEmpty()) {
            try {
                readUpTo.ask(awaited);
            } catch (KafkaException e) {
                log.warn("timers go on waiting for topics: {}", e.getClass().getName());
            }
        }
    }

    private int fire(List<DueTimer> timers, @Nullable TimerHandler handler, Instant now) {
        try {
            if (handler == null) {
                throw new IllegalStateException("no handler for this kind of timer");
            }
            return fireTogether(timers, handler, now);
        } catch (RuntimeException | Error e) {
            if (Passing.isPassing(e)) {
                throw e;
            }
            if (timers.size() == 1) {
                putOff(timers.getFirst(), e, now);
                return 0;
            }
            int middle = timers.size() / 2;
            return fire(timers.subList(0, middle), handler, now)
                    + fire(timers.subList(middle, timers.size()), handler, now);
        } finally {
            Trace.clear();
        }
    }

    private int fireTogether(List<DueTimer> timers, TimerHandler handler, Instant now) {
        Set<String> locks = new TreeSet<>(handler.moreLocks(timers));
        timers.forEach(timer -> locks.add(timer.lock()));
        List<DueTimer> taken =
                transactions.once(
                        locks,
                        () -> {
                            List<DueTimer> still = due.take(timers, now);
                            if (!still.isEmpty()) {
                                handler.fire(traced(still), now);
                            }
                            return still;
                        });
        Instant committed = clock.instant();
        var lateness = metrics.timer("messaging.timers.lateness", "kind", handler.kind());
        taken.forEach(timer -> lateness.record(Duration.between(timer.due(), committed)));
        return taken.size();
    }

    private static List<DueTimer> traced(List<DueTimer> timers) {
        return new TracedList<>(timers, DueTimer::traceparent, timer -> timer);
    }

    private void putOff(DueTimer timer, Throwable error, Instant now) {
        boolean park = timer.attempts() + 1 >= settings.tries();
        long factor = 1L << Math.min(timer.attempts(), 20);
        Duration pause = settings.firstPause().multipliedBy(factor);
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        String kind = error.getClass().getName();
        log.warn(
                "timer {} {} failed: {}{}",
                timer.kind(),
                timer.subject(),
                kind,
                park ? ", parked" : "");
        metrics.counter(
                        "messaging.timers.failed",
                        "kind",
                        timer.kind(),
                        "parked",
                        String.valueOf(park))
                .increment();
        transactions.once(
                List.of(timer.lock()),
                () -> {
                    due.failed(timer, kind, next, park);
                    return next;
                });
    }
}
