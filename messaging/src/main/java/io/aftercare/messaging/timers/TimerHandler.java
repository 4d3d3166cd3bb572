package io.aftercare.messaging.timers;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
     * The first timer of work that is done again and again, each time setting the next. It is set
     * when the service starts if there is none of its subject, or only a parked one: so such work
     * begins by itself, and after it had failed too often begins anew. It waits for no topic.
     */
    default @Nullable Timer first(Instant now) {
        return null;
    }

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
