package io.aftercare.notifications.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How a message is tried.
 *
 * @param lease how long a claim lasts; afterwards nobody knows whether the message was sent
 * @param tries calls at most of which nobody knows whether they sent it; what surely was not sent
 *     is tried until its time is over
 * @param firstPause before the second try; doubled before each further one
 * @param longestPause it grows no further
 * @param busyPause how long to wait at least when the provider takes nothing at all
 */
record Retries(
        Duration lease, int tries, Duration firstPause, Duration longestPause, Duration busyPause) {

    private static final long LONGEST_BUSY_PAUSE = Duration.ofMinutes(5).toMillis();

    /** When to try again after so many failed tries; at the latest just before its time is over. */
    Instant afterFailure(Request request, int failed, Instant now) {
        Instant next = afterPause(request.key(), failed, now);
        Instant last = lastTry(request);
        return next.isBefore(last) ? next : last;
    }

    /**
     * The last moment to look at a message: a timer that fires a little late still finds it valid.
     */
    Instant lastTry(Request request) {
        return request.notAfter().minus(busyPause);
    }

    private Instant afterPause(String key, int failed, Instant now) {
        long first = firstPause.toMillis();
        long longest = longestPause.toMillis();
        long pause = failed > 20 ? longest : Math.min(longest, first << (failed - 1));
        return now.plusMillis(spread(pause, key, now));
    }

    /**
     * When to look again at a provider that takes nothing. Who has waited long waits a little
     * longer each time, so that a great backlog is not looked at over and over.
     *
     * @param since when the message could first have gone
     */
    Instant afterBusy(String key, Instant since, Instant now) {
        long waited = Duration.between(since, now).toMillis();
        long pause = Math.max(busyPause.toMillis(), Math.min(waited / 8, LONGEST_BUSY_PAUSE));
        return now.plusMillis(spread(pause, key, now));
    }

    /**
     * Between 3/4 and 5/4 of the pause: messages that failed together do not come back together.
     * Computed, not drawn, so that the same call says the same.
     */
    private static long spread(long pause, String key, Instant now) {
        int hash = 31 * key.hashCode() + now.hashCode();
        return Math.max(1, pause * 3 / 4 + pause * Math.floorMod(hash * 0x9E3779B9, 1000) / 2000);
    }
}
