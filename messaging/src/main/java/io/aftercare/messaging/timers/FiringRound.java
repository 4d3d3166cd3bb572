package io.aftercare.messaging.timers;

import io.aftercare.messaging.MessagingSettings.TimerSettings;
import io.aftercare.messaging.timers.FiringKind.Fired;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers are read and fired, and read again, until nothing is left that can fire. What stops one
 * kind does not stop the others. What is more than one transaction is shared among threads by key,
 * so that the timers of one key fire one after another.
 */
final class FiringRound {

    private static final Logger log = LoggerFactory.getLogger(FiringRound.class);

    private final Map<String, FiringKind> kinds;
    private final ExecutorService threads;
    private final TimerSettings settings;
    private final Clock clock;
    private final BooleanSupplier stopped;
    private final Set<String> able = ConcurrentHashMap.newKeySet();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final AtomicInteger fired = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();

    FiringRound(
            Map<String, FiringKind> kinds,
            ExecutorService threads,
            TimerSettings settings,
            Clock clock,
            BooleanSupplier stopped) {
        this.kinds = kinds;
        this.threads = threads;
        this.settings = settings;
        this.clock = clock;
        this.stopped = stopped;
        able.addAll(kinds.keySet());
    }

    /**
     * @return how many fired
     * @throws RuntimeException if something around us is away; the kinds that could fire have
     */
    int fireAll(DueTimers due) {
        for (int before = -1; before < fired.get() && !stopped.getAsBoolean(); ) {
            before = fired.get();
            fire(due.ready(clock.instant(), able, settings.batch() * settings.threads()));
            able.removeAll(held);
            held.clear();
        }
        return switch (trouble.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> fired.get();
        };
    }

    private void fire(List<DueTimer> ready) {
        if (settings.threads() == 1 || ready.size() <= settings.batch()) {
            fireShare(ready);
            return;
        }
        List<Callable<Object>> shares =
                shares(ready).stream()
                        .map(share -> Executors.callable(() -> fireShare(share)))
                        .toList();
        try {
            threads.invokeAll(shares);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private List<List<DueTimer>> shares(List<DueTimer> ready) {
        List<List<DueTimer>> shares =
                IntStream.range(0, settings.threads())
                        .<List<DueTimer>>mapToObj(_ -> new ArrayList<>())
                        .toList();
        ready.forEach(
                timer ->
                        shares.get(Math.floorMod(timer.lock().hashCode(), settings.threads()))
                                .add(timer));
        return shares;
    }

    private void fireShare(List<DueTimer> share) {
        for (List<DueTimer> lot : lots(share)) {
            String kind = lot.getFirst().kind();
            if (stopped.getAsBoolean() || !able.contains(kind)) {
                continue;
            }
            try {
                Fired some = Objects.requireNonNull(kinds.get(kind)).fire(lot, clock.instant());
                fired.addAndGet(some.fired());
                if (some.left()) {
                    held.add(kind);
                }
            } catch (RuntimeException | Error e) {
                log.warn("timers {} wait: {}", kind, e.getClass().getName());
                able.remove(kind);
                trouble.set(e);
            }
        }
    }

    /**
     * What fires together, the earliest first. To read takes as long as to fire, so all that was
     * read is fired before anything is read again: so many of each partition that was waited for.
     */
    private List<List<DueTimer>> lots(List<DueTimer> ready) {
        List<List<DueTimer>> lots = new ArrayList<>();
        Map<String, List<DueTimer>> last = new HashMap<>();
        for (DueTimer timer : ready) {
            List<DueTimer> lot = last.get(timer.kind());
            if (lot == null || lot.size() == settings.batch()) {
                lot = new ArrayList<>();
                lots.add(lot);
                last.put(timer.kind(), lot);
            }
            lot.add(timer);
        }
        return lots;
    }
}
