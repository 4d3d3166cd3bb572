package io.aftercare.messaging.timers;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;

/** Where the records of a key are: partition counts never change, so they are asked for once. */
public final class Partitions {

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final ToIntFunction<String> ask;

    /**
     * @param ask gives a topic's partition count
     */
    public Partitions(ToIntFunction<String> ask) {
        this.ask = ask;
    }

    /** Asks the broker for a topic's partition count. */
    public static int count(Admin admin, String topic) {
        try {
            Map<String, TopicDescription> described =
                    admin.describeTopics(List.of(topic)).allTopicNames().get(10, TimeUnit.SECONDS);
            return Objects.requireNonNull(described.get(topic)).partitions().size();
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker did not say how many partitions a topic has", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }

    int of(String topic, String key) {
        int count = counts.computeIfAbsent(topic, ask::applyAsInt);
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), count);
    }
}
