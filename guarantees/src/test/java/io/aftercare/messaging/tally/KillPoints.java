package io.aftercare.messaging.tally;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends this process at a named point, as abruptly as {@code kill -9}: no hook runs, nothing is
 * flushed, the sockets are closed by the operating system. Named by system properties, so that only
 * a process of its own can be hit:
 *
 * <ul>
 *   <li>{@code kill.at}: the beginning of the point's name
 *   <li>{@code kill.nth}: at its n-th time, 1 unless given
 *   <li>{@code kill.after}: count only after this point was reached once; {@code polled} unless
 *       given, so that nothing of the start counts; empty: from the beginning
 *   <li>{@code kill.tell}: true to print each point when it is first reached
 * </ul>
 *
 * Points: {@code polled} (an input was received), {@code before <SQL>} and {@code after <SQL>}
 * (each statement, white space folded), {@code before commit}, {@code after commit}, {@code offsets
 * committed}, {@code sending}, {@code acked}, {@code dead letter acked}.
 */
public final class KillPoints {

    private static final String AT = System.getProperty("kill.at", "");
    private static final String AFTER = System.getProperty("kill.after", "polled");
    private static final AtomicInteger LEFT = new AtomicInteger(Integer.getInteger("kill.nth", 1));
    private static final AtomicBoolean ARMED = new AtomicBoolean(AFTER.isEmpty());
    private static final boolean TELL = Boolean.getBoolean("kill.tell");
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();
    private static final int AS_IF_KILLED = 137;

    private KillPoints() {}

    static void reached(String point) {
        if (AT.isEmpty()) {
            return;
        }
        if (TELL && TOLD.add(point)) {
            System.out.println("reached: " + point);
        }
        if (ARMED.get() && point.startsWith(AT) && LEFT.decrementAndGet() == 0) {
            System.out.println("killed at: " + point);
            Runtime.getRuntime().halt(AS_IF_KILLED);
        }
        if (!ARMED.get() && point.startsWith(AFTER)) {
            ARMED.set(true);
        }
    }
}
