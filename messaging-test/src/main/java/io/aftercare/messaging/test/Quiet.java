package io.aftercare.messaging.test;

import io.aftercare.messaging.ConsumerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Knows when the service has handled everything published so far and has published everything that
 * followed from it. Only then "nothing was sent" can be seen.
 */
public final class Quiet {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String service;
    private final Collection<String> topics;
    private final Admin admin;
    private final JdbcClient sql;

    /**
     * @param service its name
     * @param topics those it reads
     */
    public Quiet(String service, Collection<String> topics, Admin admin, JdbcClient sql) {
        this.service = service;
        this.topics = List.copyOf(topics);
        this.admin = admin;
        this.sql = sql;
    }

    /** Waits for it, a minute at most. Timers that are not due do not count. */
    public void await() {
        awaitAtMost(PATIENCE);
    }

    public void awaitAtMost(Duration patience) {
        Awaitility.await("everything is read and said")
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> everythingIsRead() && everythingIsSaid() && everythingIsRead());
    }

    private boolean everythingIsSaid() {
        return sql.sql("SELECT count(*) FROM messaging.outbox").query(Long.class).single() == 0;
    }

    private boolean everythingIsRead() {
        List<TopicPartition> all = partitions();
        Map<TopicPartition, Long> first = offsets(all, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(all, OffsetSpec.latest());
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        for (String topic : topics) {
            committed.putAll(
                    get(
                            admin.listConsumerGroupOffsets(ConsumerGroup.of(service, topic))
                                    .partitionsToOffsetAndMetadata()));
        }
        return all.stream()
                .allMatch(
                        partition -> {
                            OffsetAndMetadata at = committed.get(partition);
                            Long read = at == null ? first.get(partition) : (Long) at.offset();
                            return Objects.equals(read, end.get(partition));
                        });
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        get(admin.describeTopics(topics).allTopicNames())
                .forEach(
                        (topic, it) ->
                                it.partitions()
                                        .forEach(
                                                p ->
                                                        all.add(
                                                                new TopicPartition(
                                                                        topic, p.partition()))));
        return all;
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(asked).all()).forEach((p, it) -> offsets.put(p, it.offset()));
        return offsets;
    }

    private static <R> R get(KafkaFuture<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
