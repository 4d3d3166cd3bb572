package io.aftercare.messaging.timers;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.aftercare.messaging.ConsumerGroup;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds out how far this service has read the partitions that due timers wait for. The time is this
 * service's clock, read before the partition's end is asked for: once the committed position has
 * reached that end, everything published before that time had its effect. Record timestamps play no
 * part.
 */
final class ReadUpTo {

    private static final long PATIENCE_SECONDS = 5;

    private final String service;
    private final JdbcClient sql;
    private final Admin admin;
    private final Clock clock;
    private final Map<TopicPartition, End> ends = new HashMap<>();

    ReadUpTo(String service, JdbcClient sql, Admin admin, Clock clock) {
        this.service = service;
        this.sql = sql;
        this.admin = admin;
        this.clock = clock;
    }

    /** The end of a partition as it was asked for at a time of our clock. */
    private record End(Instant asked, long first, long end) {

        /** What the topic no longer keeps cannot be read, so it is not waited for. */
        boolean reached(@Nullable OffsetAndMetadata committed) {
            return Math.max(first, committed == null ? 0 : committed.offset()) >= end;
        }
    }

    /**
     * Notes those of the partitions that have been read up to a moment at or after a due instant
     * that waits for them. An end that was asked for stays until it is reached, though later timers
     * are due meanwhile: where records never stop, a newer end would never be reached either.
     *
     * @param awaited each partition and the earliest due instant that waits for it
     * @throws KafkaException if the broker cannot be asked
     */
    void ask(Map<TopicPartition, Instant> awaited) {
        awaited.forEach(
                (partition, due) ->
                        ends.compute(
                                partition,
                                (_, end) -> end == null || end.asked.isBefore(due) ? null : end));
        Collection<TopicPartition> unknown =
                awaited.keySet().stream().filter(p -> !ends.containsKey(p)).toList();
        askForEnds(unknown);
        Map<TopicPartition, OffsetAndMetadata> committed = committed(awaited.keySet());
        for (TopicPartition partition : awaited.keySet()) {
            End end = ends.get(partition);
            if (end != null && end.reached(committed.get(partition))) {
                note(partition, end.asked);
                ends.remove(partition);
            }
        }
    }

    /** Each topic is read in a group of its own. */
    private Map<TopicPartition, OffsetAndMetadata> committed(
            Collection<TopicPartition> partitions) {
        Map<String, ListConsumerGroupOffsetsSpec> groups =
                partitions.stream()
                        .collect(
                                groupingBy(
                                        partition -> ConsumerGroup.of(service, partition.topic()),
                                        collectingAndThen(
                                                toList(),
                                                those ->
                                                        new ListConsumerGroupOffsetsSpec()
                                                                .topicPartitions(those))));
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(groups).all()).values().forEach(committed::putAll);
        return committed;
    }

    private void askForEnds(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Instant asked = clock.instant();
        Map<TopicPartition, ListOffsetsResultInfo> last = offsets(partitions, OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> first =
                offsets(partitions, OffsetSpec.earliest());
        last.forEach(
                (partition, end) -> {
                    ListOffsetsResultInfo start = first.get(partition);
                    if (start != null) {
                        ends.put(partition, new End(asked, start.offset(), end.offset()));
                    }
                });
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        return get(admin.listOffsets(asked).all());
    }

    private void note(TopicPartition partition, Instant at) {
        sql.sql(
                        """
                        INSERT INTO messaging.read_up_to (topic, partition, at)
                        VALUES (:topic, :partition, :at::timestamptz)
                        ON CONFLICT (topic, partition)
                        DO UPDATE SET at = greatest(read_up_to.at, excluded.at)""")
                .param("topic", partition.topic())
                .param("partition", partition.partition())
                .param("at", at.toString())
                .update();
    }

    private static <R> R get(KafkaFuture<R> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("the broker did not say how far it has come", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while asking the broker", e);
        }
    }
}
