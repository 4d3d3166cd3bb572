package io.aftercare.messaging.timers;

import io.aftercare.messaging.MessagingSettings.TimerSettings;
import io.aftercare.messaging.Passing;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.messaging.wire.TracedList;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires timers of one kind: together, and in ever smaller parts when that fails, until the one that
 * fails stands alone and is put off. One whose key somebody else holds for long is left for later;
 * timers have no order among them.
 */
final class FiringKind {

    private static final Logger log = LoggerFactory.getLogger(FiringKind.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration LOCK_WAIT = Duration.ofSeconds(2);

    /**
     * For parts of a lot one of whose keys was held for too long already; half of it for their own
     * parts, and so on. However many are held, all waits together last for a few seconds.
     */
    private static final Duration SHORT_LOCK_WAIT = Duration.ofMillis(200);

    private static final Duration SHORTEST_LOCK_WAIT = Duration.ofMillis(1);

    private final TimerHandler handler;
    private final DueTimers due;
    private final Transactions transactions;
    private final TimerSettings settings;
    private final Clock clock;
    private final Runnable moves;
    private final Timer lateness;
    private final Counter putOff;
    private final Counter parked;
    private volatile boolean someWereHeld;

    /**
     * @param moves called before each transaction
     */
    FiringKind(
            TimerHandler handler,
            DueTimers due,
            Transactions transactions,
            TimerSettings settings,
            Clock clock,
            MeterRegistry metrics,
            Runnable moves) {
        this.handler = handler;
        this.due = due;
        this.transactions = transactions;
        this.settings = settings;
        this.clock = clock;
        this.moves = moves;
        this.lateness = metrics.timer("messaging.timers.lateness", "kind", handler.kind());
        this.putOff = failed(metrics, false);
        this.parked = failed(metrics, true);
    }

    private Counter failed(MeterRegistry metrics, boolean parked) {
        return metrics.counter(
                "messaging.timers.failed",
                "kind",
                handler.kind(),
                "parked",
                String.valueOf(parked));
    }

    /**
     * What came of it.
     *
     * @param fired how many timers
     * @param left true if some could not be tried, as their keys are held
     */
    record Fired(int fired, boolean left) {

        private Fired and(Fired more) {
            return new Fired(fired + more.fired, left || more.left);
        }
    }

    /**
     * @throws RuntimeException if something around us is away: that says nothing of the timers
     */
    Fired fire(List<DueTimer> timers, Instant now) {
        Duration lockWait = someWereHeld ? SHORT_LOCK_WAIT : LOCK_WAIT;
        Fired fired = fire(timers, now, lockWait, new HashSet<>());
        someWereHeld = fired.left;
        return fired;
    }

    /**
     * @param held keys that somebody else was seen to hold just now: their timers are left
     */
    private Fired fire(List<DueTimer> timers, Instant now, Duration lockWait, Set<String> held) {
        List<DueTimer> free = timers.stream().filter(it -> !held.contains(it.lock())).toList();
        Fired fired = new Fired(0, free.size() < timers.size());
        return free.isEmpty() ? fired : fired.and(fireFree(free, now, lockWait, held));
    }

    private Fired fireFree(
            List<DueTimer> timers, Instant now, Duration lockWait, Set<String> held) {
        moves.run();
        Set<String> locks = new TreeSet<>();
        boolean isHeld;
        try {
            timers.forEach(timer -> locks.add(timer.lock()));
            locks.addAll(handler.moreLocks(timers));
            return new Fired(together(timers, locks, now, lockWait), false);
        } catch (RuntimeException | Error e) {
            isHeld = isHeld(e);
            if (!isHeld && Passing.isPassing(e)) {
                throw e;
            }
            if (timers.size() == 1 && isHeld) {
                return leave(locks, held);
            }
            if (timers.size() == 1) {
                putOff(timers.getFirst(), e, now);
                return new Fired(0, false);
            }
        } finally {
            Trace.clear();
        }
        Duration further = isHeld ? shorter(lockWait) : lockWait;
        int middle = timers.size() / 2;
        return fire(timers.subList(0, middle), now, further, held)
                .and(fire(timers.subList(middle, timers.size()), now, further, held));
    }

    /** With more than one key nobody can say which of them is held. */
    private static Fired leave(Set<String> locks, Set<String> held) {
        if (locks.size() == 1) {
            held.addAll(locks);
        }
        return new Fired(0, true);
    }

    private static Duration shorter(Duration lockWait) {
        Duration half = lockWait.dividedBy(2);
        if (half.compareTo(SHORT_LOCK_WAIT) > 0) {
            return SHORT_LOCK_WAIT;
        }
        return half.compareTo(SHORTEST_LOCK_WAIT) > 0 ? half : SHORTEST_LOCK_WAIT;
    }

    private int together(List<DueTimer> timers, Set<String> locks, Instant now, Duration lockWait) {
        List<DueTimer> taken =
                transactions.once(
                        locks,
                        lockWait,
                        () -> {
                            List<DueTimer> still = due.take(timers, now);
                            if (!still.isEmpty()) {
                                handler.fire(traced(still), now);
                            }
                            return still;
                        });
        Instant committed = clock.instant();
        taken.forEach(timer -> lateness.record(Duration.between(timer.since(), committed)));
        return taken.size();
    }

    private static List<DueTimer> traced(List<DueTimer> timers) {
        return new TracedList<>(timers, DueTimer::traceparent, timer -> timer);
    }

    /** True for a lock that could not be had and for a deadlock. */
    private static boolean isHeld(@Nullable Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof SQLException trouble) {
                String state = trouble.getSQLState();
                return "55P03".equals(state) || "40P01".equals(state);
            }
        }
        return false;
    }

    private void putOff(DueTimer timer, Throwable error, Instant now) {
        boolean park = timer.attempts() + 1 >= settings.tries();
        long factor = 1L << Math.min(timer.attempts(), 20);
        Duration pause = settings.firstPause().multipliedBy(factor);
        Instant next = now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        String reason = error.getClass().getName();
        log.warn(
                "timer {} {} failed: {}{}",
                timer.kind(),
                timer.subject(),
                reason,
                park ? ", parked" : "");
        (park ? parked : putOff).increment();
        transactions.once(
                List.of(timer.lock()),
                () -> {
                    due.failed(timer, reason, next, park);
                    return next;
                });
    }
}
