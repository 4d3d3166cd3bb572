package io.aftercare.stack.command;

import java.util.Locale;

/** Lines on the terminal, each with the seconds since the start. */
final class Progress {
    private final long startedAt = System.nanoTime();

    synchronized void step(String what) {
        double seconds = (System.nanoTime() - startedAt) / 1e9;
        System.out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, what));
    }
}
