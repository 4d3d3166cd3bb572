package io.aftercare.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that takes turns until it is stopped, whatever a turn throws: an error that ended it
 * would go unseen, and what it does would never be done again by this process.
 */
public final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final long PAUSE_AFTER_FAILURE = 1_000;

    /** So many turns fail in a row before it is worth a word: most trouble is over by then. */
    private static final int FAILURES = 4;

    /** No statement lasts so long, nor a wait for the broker. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(2);

    private final String name;
    private final Turn turn;
    private final Thread thread;
    private final Duration longestStandstill;
    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean running;
    private volatile long moved = System.nanoTime();
    private volatile @Nullable Failing failing;

    /** What is done again and again. It pauses by itself. */
    public interface Turn {
        void take() throws Exception;
    }

    private record Failing(int times, String error) {}

    /**
     * @param last done once, by the same thread, when it is stopped
     */
    public Loop(String name, Turn turn, Runnable last) {
        this(name, turn, last, LONGEST_STANDSTILL);
    }

    Loop(String name, Turn turn, Runnable last, Duration longestStandstill) {
        this.name = name;
        this.turn = turn;
        this.longestStandstill = longestStandstill;
        this.thread =
                Thread.ofPlatform()
                        .name(name)
                        .unstarted(
                                () -> {
                                    try {
                                        run();
                                    } finally {
                                        last.run();
                                    }
                                });
    }

    public void start() {
        running = true;
        moves();
        thread.start();
    }

    /** Stops after the turn at hand, or in its middle if that takes longer than this. */
    public void stop(Duration patience) {
        running = false;
        wake();
        try {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        } catch (IllegalThreadStateException _) {
            // it was never started
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False once it is to stop: a turn of many steps ends then. */
    public boolean running() {
        return running;
    }

    /** Ends a pause, also the next one if there is none now. */
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Whoever has woken it so far is heard: what follows sees what they did. */
    public void heard() {
        wakes.drainPermits();
    }

    public void pause(long millis) throws InterruptedException {
        if (wakes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            wakes.drainPermits();
        }
    }

    /** A long turn goes on. */
    public void moves() {
        moved = System.nanoTime();
    }

    /** Null if well, else a short reason for people. */
    public @Nullable String trouble() {
        Failing failure = failing;
        if (!thread.isAlive()) {
            return "has ended";
        }
        if (System.nanoTime() - moved > longestStandstill.toNanos()) {
            return "stands still";
        }
        return failure != null && failure.times >= FAILURES ? failure.error : null;
    }

    private void run() {
        while (running) {
            moves();
            try {
                turn.take();
                failing = null;
            } catch (Throwable e) {
                if (running) {
                    failed(e.getClass().getName());
                }
            }
        }
    }

    private void failed(String error) {
        Failing before = failing;
        failing = new Failing(before == null ? 1 : before.times + 1, error);
        log.warn("{} goes on after {}", name, error);
        try {
            pause(PAUSE_AFTER_FAILURE);
        } catch (InterruptedException _) {
            // it ends only when it is stopped
        }
    }
}
