package io.aftercare.stack.process;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a condition of another process, which nothing here can signal. */
public final class Patience {
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Patience() {}

    /** Asks again and again; whether it became true in time. */
    public static boolean until(BooleanSupplier condition, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
