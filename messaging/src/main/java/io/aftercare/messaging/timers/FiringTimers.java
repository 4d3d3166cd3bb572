package io.aftercare.messaging.timers;

import io.aftercare.messaging.Loop;
import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fires timers when they are due: in bulk, in one transaction with their effects, by any replica.
 * It sleeps until the next one; a second at most, to see what other replicas have set. Kinds that
 * it has no handler for belong to another version of the service, and are left to that.
 */
public final class FiringTimers {

    private static final Logger log = LoggerFactory.getLogger(FiringTimers.class);

    /** Milliseconds: so late may a timer be that another replica has set and died. */
    private static final long LONGEST_SLEEP = 1_000;

    /** Milliseconds: so late may one be that waits for a topic, once the topic is read. */
    private static final long AWAITING_SLEEP = 100;

    /** A gauge stops here: how many more there are makes no difference to anybody. */
    private static final int MOST_COUNTED = 10_000;

    private final List<TimerHandler> handlers;
    private final Map<String, FiringKind> kinds = new TreeMap<>();
    private final DueTimers due;
    private final Asking asking;
    private final MessagingSettings.TimerSettings settings;
    private final Clock clock;
    private final ExecutorService threads;
    private final Loop loop = new Loop("timers", this::fireAndSleep, () -> {});
    private volatile boolean stopped;
    private volatile Instant sleepsUntil = Instant.MAX;
    private volatile double parked = Double.NaN;
    private volatile double waiting = Double.NaN;
    private volatile double ofOtherKinds = Double.NaN;

    public FiringTimers(
            String service,
            List<TimerHandler> handlers,
            JdbcClient sql,
            Admin admin,
            Transactions transactions,
            MessagingSettings.TimerSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        this.handlers = handlers;
        this.due = new DueTimers(sql);
        for (TimerHandler handler : handlers) {
            kinds.put(
                    handler.kind(),
                    new FiringKind(
                            handler, due, transactions, settings, clock, metrics, loop::moves));
        }
        this.asking =
                new Asking(
                        due, kinds.keySet(), new ReadUpTo(service, sql, admin, clock), loop::wake);
        this.settings = settings;
        this.clock = clock;
        this.threads =
                Executors.newFixedThreadPool(
                        settings.threads(), Thread.ofPlatform().name("timers-", 1).factory());
        metrics.gauge("messaging.timers.parked", this, it -> it.parked);
        metrics.gauge("messaging.timers.waiting", this, it -> it.waiting);
        metrics.gauge("messaging.timers.unknown.kinds", this, it -> it.ofOtherKinds);
    }

    /** Begins, too, what is done again and again; call it again if that failed. */
    public void start() {
        Instant now = clock.instant();
        for (TimerHandler handler : handlers) {
            Timer first = handler.first(now);
            if (first != null) {
                due.begin(first);
            }
        }
        loop.start();
    }

    /** Stops after the timers at hand. */
    public void stop() {
        stopped = true;
        loop.stop(Duration.ofSeconds(10));
        threads.shutdownNow();
        asking.close();
    }

    /** A timer for that instant was set. */
    public void wake(Instant at) {
        if (at.isBefore(sleepsUntil)) {
            loop.wake();
        }
    }

    /** Null if well, else a short reason for people. */
    public @Nullable String trouble() {
        return loop.trouble();
    }

    /** Takes the measure of timers that do not fire, for the gauges. */
    public void measure() {
        double parkedNow = Double.NaN;
        double waitingNow = Double.NaN;
        double ofOtherKindsNow = Double.NaN;
        try {
            Instant now = clock.instant();
            parkedNow = due.parked(MOST_COUNTED);
            waitingNow = due.waiting(now, kinds.keySet(), MOST_COUNTED);
            List<String> others =
                    due.kinds().stream().filter(kind -> !kinds.containsKey(kind)).toList();
            ofOtherKindsNow = others.isEmpty() ? 0 : due.due(now, others, MOST_COUNTED);
        } finally {
            parked = parkedNow;
            waiting = waitingNow;
            ofOtherKinds = ofOtherKindsNow;
        }
    }

    /**
     * Fires what is due and returns how many fired; topics that timers wait for are asked for
     * meanwhile. The thread does so all the time; tests may too.
     */
    public int fireDue() {
        int fired = 0;
        for (; ; ) {
            int some = fireReady();
            fired += some;
            if (some == 0 && !asking.ask(clock.instant())) {
                return fired;
            }
        }
    }

    private void fireAndSleep() throws InterruptedException {
        int fired = fireReady();
        sleep(fired);
    }

    /** Sleeps until the next due instant, or until one is set that is earlier. */
    private void sleep(int fired) throws InterruptedException {
        loop.heard();
        sleepsUntil = Instant.MAX;
        Instant now = clock.instant();
        long most = asking.askIfAwaited(now) ? AWAITING_SLEEP : LONGEST_SLEEP;
        Instant next = due.next(now, kinds.keySet());
        long millis = next == null ? LONGEST_SLEEP : Duration.between(now, next).toMillis();
        sleepsUntil = next == null ? Instant.MAX : next;
        // a few milliseconds let a steady stream of timers fire in batches
        loop.pause(Math.clamp(millis, fired > 0 ? 5 : 1, most));
    }

    private synchronized int fireReady() {
        return new FiringRound(kinds, threads, settings, clock, () -> stopped).fireAll(due);
    }
}
