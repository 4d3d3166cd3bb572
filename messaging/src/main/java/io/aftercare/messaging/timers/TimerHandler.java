package io.aftercare.messaging.timers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Does the work of one kind of timer. Called in a transaction that holds every lock; when it
 * commits the timers are gone, unless the handler has set them again. A handler whose aggregate has
 * moved on does nothing. What is thrown is tried again with growing pauses; after the last try the
 * timer is parked with its error.
 */
public interface TimerHandler {

    /** The kind of timer this handles. */
    String kind();

    /**
     * The keys to hold besides the timers' own. Called before anything is locked: read only what
     * never changes.
     */
    default Collection<String> moreLocks(List<DueTimer> due) {
        return List.of();
    }

    /**
     * @param due timers of this kind, earliest first
     * @param now the instant at which they fire
     */
    void fire(List<DueTimer> due, Instant now);
}
