package io.aftercare.messaging.timers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work for later. At most one timer per kind and subject.
 *
 * @param kind names the {@link TimerHandler}
 * @param subject what it is about, within the kind: ids only, no personal data
 * @param lock the key that is held when it fires, as {@code case:…}; also held when it is set
 * @param due fires at this instant or later, never before
 * @param waitsFor null, or the record that must have been read first
 */
public record Timer(
        String kind, String subject, String lock, Instant due, @Nullable WaitsFor waitsFor) {

    public static Timer at(Instant due, String kind, String subject, String lock) {
        return new Timer(kind, subject, lock, due, null);
    }

    /**
     * The same timer, but it fires only once this service has read the partition of {@code key} on
     * {@code topic} up to the due instant: an outage of this service does not turn what happened in
     * time into something late.
     */
    public Timer waitingFor(String topic, String key) {
        return new Timer(kind, subject, lock, due, new WaitsFor(topic, key));
    }

    /** The topic and the record key whose partition must have been read. */
    public record WaitsFor(String topic, String key) {}
}
