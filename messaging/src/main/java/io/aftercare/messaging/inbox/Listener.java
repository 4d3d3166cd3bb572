package io.aftercare.messaging.inbox;

import java.util.Collection;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one topic for this service. Each bean of this type gets a consumer of its own, in a group
 * named after the service and the topic.
 *
 * <p>A poll is one transaction: it locks {@link #keys}, drops facts that the inbox has seen, calls
 * {@link #on} with the rest, and commits. What is thrown is retried, and a record that keeps
 * failing alone becomes a dead letter: so a listener throws only for what it did not expect, and
 * records what the domain refuses. It must not touch anything outside the transaction.
 *
 * @param <T> the topic's record
 */
public interface Listener<T extends SpecificRecord> {

    /** The topic's name. */
    String topic();

    /** The class its values are read as. */
    Class<T> type();

    /** Every key that handling this record writes facts for or judges, as {@code case:…}. */
    Collection<String> keys(Received<T> received);

    /**
     * Handles records in the order of their partitions. While the batch is iterated, what is
     * written to outbox and timers carries the trace of the record at hand.
     */
    void on(Batch<T> batch);

    /** True if a record without a value is legal on this topic; elsewhere it is a dead letter. */
    default boolean takesTombstones() {
        return false;
    }
}
