package io.aftercare.messaging.inbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * What was handled and is not committed yet. A commit that fails is made again later; nothing is
 * received again for it. One consumer's, one thread's.
 */
final class Offsets {

    private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    void handled(Map<TopicPartition, OffsetAndMetadata> offsets) {
        pending.putAll(offsets);
    }

    /**
     * Everything before the positions was handled, as what a poll gave is. They may be beyond the
     * last record: behind the mark that ends a publisher's transaction, or behind what the topic no
     * longer keeps.
     */
    void handledToPositions(Consumer<?, ?> consumer) {
        for (TopicPartition partition : consumer.assignment()) {
            try {
                OffsetAndMetadata position =
                        new OffsetAndMetadata(consumer.position(partition, Duration.ZERO));
                if (!position.equals(committed.get(partition))) {
                    pending.put(partition, position);
                }
            } catch (KafkaException _) {
                // it has none yet, or none at the moment: then with the next poll
            }
        }
    }

    /**
     * While a rebalance goes on, nothing can be committed: that is no trouble, it goes with the
     * next one.
     *
     * @throws KafkaException if it cannot be done now for another reason
     */
    void commit(Consumer<?, ?> consumer) {
        pending.keySet().retainAll(consumer.assignment());
        if (pending.isEmpty()) {
            return;
        }
        try {
            commitSync(consumer);
            committed.putAll(pending);
            pending.clear();
        } catch (RebalanceInProgressException _) {
            // goes with the next commit
        }
    }

    /** A partition that is resumed wakes the consumer, whatever it is doing; once per wake. */
    private void commitSync(Consumer<?, ?> consumer) {
        try {
            consumer.commitSync(pending);
        } catch (WakeupException _) {
            consumer.commitSync(pending);
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        pending.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }
}
