package io.aftercare.messaging.inbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Since when a healthy registry has not known schema ids. An id is waited for once, not with each
 * of its records: there may be thousands of them. One consumer's, one thread's.
 */
final class UnknownSchemas {

    private static final int MOST = 1_000;

    private final long patience;
    private final Map<Integer, Long> since = new LinkedHashMap<>();

    UnknownSchemas(Duration patience) {
        this.patience = patience.toNanos();
    }

    /**
     * The registry did not know the id; true if that has lasted long enough.
     *
     * @param now a monotonic time in nanoseconds
     */
    boolean isGivenUp(int id, long now) {
        long first = since.computeIfAbsent(id, _ -> now);
        if (since.size() > MOST) {
            since.remove(since.keySet().iterator().next());
        }
        return now - first >= patience;
    }

    /** The registry knows it after all. */
    void known(int id) {
        since.remove(id);
    }

    /** The registry was away meanwhile: nobody can say what it knew. */
    void beginAnew() {
        since.clear();
    }
}
