package io.aftercare.messaging.timers;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Where the records of a key are. Partition counts never change, so they are asked for once, before
 * anything starts: a transaction that sets a timer holds locks, and may not wait for a broker.
 */
public final class Partitions {

    private static final long PATIENCE_SECONDS = 10;

    private final Supplier<? extends Collection<String>> topics;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /**
     * @param topics those that this service reads
     */
    public Partitions(Supplier<? extends Collection<String>> topics) {
        this.topics = topics;
    }

    /**
     * Asks the broker for what is not known yet. A topic that is not there stays unknown.
     *
     * @throws KafkaException if the broker does not answer
     */
    public void lookUp(Admin admin) {
        List<String> unknown = topics.get().stream().filter(it -> !counts.containsKey(it)).toList();
        if (!unknown.isEmpty()) {
            admin.describeTopics(unknown).topicNameValues().forEach(this::note);
        }
    }

    private void note(String topic, KafkaFuture<TopicDescription> described) {
        try {
            int count = described.get(PATIENCE_SECONDS, TimeUnit.SECONDS).partitions().size();
            counts.put(topic, count);
        } catch (ExecutionException | TimeoutException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw new KafkaException("no answer about the partitions of " + topic, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }

    /**
     * @throws KafkaException if the topic was never there so far: that passes
     * @throws IllegalArgumentException if this service does not read the topic: a timer that waits
     *     for it would never fire
     */
    int of(String topic, String key) {
        Integer count = counts.get(topic);
        if (count == null) {
            throw topics.get().contains(topic)
                    ? new KafkaException("the partitions of " + topic + " are not known yet")
                    : new IllegalArgumentException("this service does not read " + topic);
        }
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count);
    }
}
