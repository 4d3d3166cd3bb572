package io.aftercare.messaging.inbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that stand still before a record, why, and since when. One consumer's, one
 * thread's.
 */
final class Waits {

    private final Map<TopicPartition, Wait> waits = new HashMap<>();

    /** Why a partition waits. */
    enum Reason {
        /** A record fails alone and is tried again. */
        RETRY,
        /** The registry does not know a schema id yet. */
        UNKNOWN_SCHEMA,
        /** The registry cannot be asked. */
        REGISTRY_AWAY,
        /** The database cannot be reached, or a lock could not be had. */
        DATABASE_AWAY,
        /** Offsets could not be committed. */
        BROKER_AWAY,
        /** The dead-letter topic cannot be written. */
        DEAD_LETTERS_AWAY;

        /** True if it says something about our surroundings, not about a record. */
        boolean outage() {
            return this != RETRY && this != UNKNOWN_SCHEMA;
        }
    }

    /**
     * @param since monotonic nanoseconds of the first failure at this offset for this reason
     * @param times how often it failed
     */
    record Wait(long offset, Reason reason, long since, int times) {

        /** Milliseconds before the next try: 50, 100, 200 … up to 2 seconds. */
        long pauseMillis() {
            return Math.min(2_000, 50L << Math.min(times - 1, 6));
        }
    }

    /** Notes that the partition stands before the offset, again or for the first time. */
    Wait before(TopicPartition partition, long offset, Reason reason, long now) {
        return Objects.requireNonNull(
                waits.compute(
                        partition,
                        (_, old) ->
                                old != null && old.offset == offset && old.reason == reason
                                        ? new Wait(offset, reason, old.since, old.times + 1)
                                        : new Wait(offset, reason, now, 1)));
    }

    /**
     * How long, in nanoseconds, the partition has stood before this offset for this reason. For
     * ever, once it has stood long enough and only its dead letter cannot be written.
     */
    long stood(TopicPartition partition, long offset, Reason reason, long now) {
        Wait wait = waits.get(partition);
        if (wait == null || wait.offset != offset) {
            return 0;
        }
        if (wait.reason == Reason.DEAD_LETTERS_AWAY) {
            return Long.MAX_VALUE;
        }
        return wait.reason == reason ? now - wait.since : 0;
    }

    /** The partition has moved past the offset it stood before. */
    void passed(TopicPartition partition, long nextOffset) {
        waits.computeIfPresent(partition, (_, wait) -> wait.offset < nextOffset ? null : wait);
    }

    void forget(TopicPartition partition) {
        waits.remove(partition);
    }

    /** The reason of an outage that stops a partition, or null. */
    @Nullable Reason outage() {
        return waits.values().stream()
                .map(Wait::reason)
                .filter(Reason::outage)
                .findFirst()
                .orElse(null);
    }
}
