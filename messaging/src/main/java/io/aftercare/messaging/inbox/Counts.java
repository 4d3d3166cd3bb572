package io.aftercare.messaging.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is counted of one topic. All of it is there from the start with the value 0: a series that
 * begins with its first event has not grown, and nobody would be alarmed.
 *
 * @param received records that were handled, repeats among them
 * @param repeated records whose effect was there already
 * @param skipped facts of types that we do not know
 * @param blown fuses
 * @param deadLetters by their cause
 */
record Counts(
        Counter received,
        Counter repeated,
        Counter skipped,
        Counter blown,
        Map<Cause, Counter> deadLetters) {

    static Counts of(MeterRegistry metrics, String topic) {
        Map<Cause, Counter> deadLetters = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            deadLetters.put(
                    cause,
                    metrics.counter(
                            "messaging.dead.letters", "topic", topic, "cause", cause.name()));
        }
        return new Counts(
                metrics.counter("messaging.received", "topic", topic),
                metrics.counter("messaging.repeated", "topic", topic),
                metrics.counter("messaging.skipped", "topic", topic),
                metrics.counter("messaging.fuse.blown", "topic", topic),
                deadLetters);
    }

    void deadLetter(Cause cause) {
        Counter counter = deadLetters.get(cause);
        if (counter != null) {
            counter.increment();
        }
    }
}
