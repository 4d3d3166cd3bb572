package io.aftercare.messaging.inbox;

import io.aftercare.messaging.inbox.Poll.Stop;
import io.aftercare.messaging.wire.RegistryAway;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that stand still before a record, why, and since when. One consumer's; changed by
 * its thread, read by others.
 */
final class Waits {

    /** Nanoseconds. Locks are waited for every day; that is trouble only if it lasts. */
    private static final long LOCKED_FOR_LONG = Duration.ofSeconds(5).toNanos();

    private final Map<TopicPartition, Wait> waits = new ConcurrentHashMap<>();

    /** Why a partition waits. */
    enum Reason {
        /** A record fails alone and is tried again. */
        RETRY,
        /** The registry does not know a schema id yet. */
        UNKNOWN_SCHEMA,
        /** The registry cannot be asked. */
        REGISTRY_AWAY,
        /** The database cannot be reached or cannot write. */
        DATABASE_AWAY,
        /** A lock could not be had, or there was a deadlock. */
        LOCKED,
        /** The broker cannot be asked. */
        BROKER_AWAY,
        /** The dead-letter topic cannot be written. */
        DEAD_LETTERS_AWAY;

        /** True if it says something about our surroundings, not about a record. */
        boolean outage() {
            return this != RETRY && this != UNKNOWN_SCHEMA;
        }

        /** What is away, by the passing trouble it caused. */
        static Reason of(Throwable passing) {
            for (Throwable e = passing; e != null; e = e.getCause()) {
                if (e instanceof RegistryAway) {
                    return REGISTRY_AWAY;
                }
                if (e instanceof KafkaException) {
                    return BROKER_AWAY;
                }
                if (e instanceof SQLException sql && sql.getSQLState() != null) {
                    String state = sql.getSQLState();
                    return state.startsWith("40") || state.equals("55P03") ? LOCKED : DATABASE_AWAY;
                }
            }
            return DATABASE_AWAY;
        }
    }

    /**
     * @param since monotonic nanoseconds of the first failure at this offset for this reason
     * @param times how often it failed
     */
    record Wait(Stop stop, long since, int times) {

        private Wait(Stop stop, long since) {
            this(stop, since, 1);
        }

        boolean isAt(long offset, Reason reason) {
            return stop.offset() == offset && stop.reason() == reason;
        }

        /** Milliseconds before the next try: 50, 100, 200 … up to 2 seconds. */
        long pauseMillis() {
            return Math.min(2_000, 50L << Math.min(times - 1, 6));
        }
    }

    /** Notes that the partition stands still there, again or for the first time. */
    Wait before(TopicPartition partition, Stop stop, long now) {
        return Objects.requireNonNull(
                waits.compute(
                        partition,
                        (_, old) ->
                                old != null && old.isAt(stop.offset(), stop.reason())
                                        ? new Wait(stop, old.since, old.times + 1)
                                        : new Wait(stop, now)));
    }

    /**
     * How long, in nanoseconds, the partition has stood before this offset for this reason. For
     * ever, once it has stood long enough and only its dead letter cannot be written.
     */
    long stood(TopicPartition partition, long offset, Reason reason, long now) {
        Wait wait = waits.get(partition);
        if (wait == null) {
            return 0;
        }
        if (wait.isAt(offset, Reason.DEAD_LETTERS_AWAY)) {
            return Long.MAX_VALUE;
        }
        return wait.isAt(offset, reason) ? now - wait.since : 0;
    }

    /** The partition has moved past the offset it stood before. */
    void passed(TopicPartition partition, long nextOffset) {
        waits.computeIfPresent(
                partition, (_, wait) -> wait.stop.offset() < nextOffset ? null : wait);
    }

    void forget(Collection<TopicPartition> partitions) {
        waits.keySet().removeAll(partitions);
    }

    /** The reason of an outage that stops a partition, or null. */
    @Nullable Reason outage(long now) {
        return waits.values().stream()
                .filter(
                        wait ->
                                wait.stop.reason() != Reason.LOCKED
                                        || now - wait.since >= LOCKED_FOR_LONG)
                .map(wait -> wait.stop.reason())
                .filter(Reason::outage)
                .findFirst()
                .orElse(null);
    }

    /** How many partitions stand still for this reason. */
    int standing(Reason reason) {
        return (int) waits.values().stream().filter(w -> w.stop.reason() == reason).count();
    }

    /** When the oldest of the records was written that partitions stand before. */
    OptionalLong oldestMillis() {
        return waits.values().stream().mapToLong(wait -> wait.stop.writtenMillis()).min();
    }
}
