package io.aftercare.messaging.timers;

import io.aftercare.messaging.ConsumerGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds out how far this service has read the partitions that due timers wait for. The time is this
 * service's clock, read before the partition's end is asked for: once the committed position has
 * reached that end, everything published before that time had its effect. Record timestamps play no
 * part. A partition that cannot be asked for is left alone for some seconds, and holds up no other.
 */
final class ReadUpTo {

    private static final Logger log = LoggerFactory.getLogger(ReadUpTo.class);

    /** For all answers together; what is not answered by then counts as failed. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);

    private final String service;
    private final JdbcClient sql;
    private final Admin admin;
    private final Clock clock;
    private final Map<TopicPartition, End> ends = new HashMap<>();
    private final Map<TopicPartition, Long> failed = new HashMap<>();

    ReadUpTo(String service, JdbcClient sql, Admin admin, Clock clock) {
        this.service = service;
        this.sql = sql;
        this.admin = admin;
        this.clock = clock;
    }

    /** The end of a partition as it was asked for at a time of our clock. */
    private record End(Instant asked, long end) {}

    /**
     * Notes those of the partitions that have been read up to a moment at or after a due instant
     * that waits for them. An end that was asked for stays until it is reached, though later timers
     * are due meanwhile: where records never stop, a newer end would never be reached either.
     *
     * @param awaited each partition and the earliest due instant that waits for it
     * @return true if one of them was noted
     */
    synchronized boolean ask(Map<TopicPartition, Instant> awaited) {
        ends.entrySet().removeIf(end -> isOfNoUse(end.getValue(), awaited.get(end.getKey())));
        failed.values().removeIf(since -> System.nanoTime() - since > AFTER_FAILURE.toNanos());
        List<TopicPartition> asked =
                awaited.keySet().stream().filter(it -> !failed.containsKey(it)).toList();
        return !asked.isEmpty() && noteReached(asked, new Answers(asked));
    }

    private static boolean isOfNoUse(End end, @Nullable Instant due) {
        return due == null || end.asked.isBefore(due);
    }

    private boolean noteReached(List<TopicPartition> asked, Answers answers) {
        boolean noted = false;
        for (TopicPartition partition : asked) {
            try {
                End end = ends.get(partition);
                if (end == null) {
                    end = new End(answers.asked, answers.end(partition));
                    ends.put(partition, end);
                }
                if (answers.position(partition) >= end.end) {
                    note(partition, end.asked);
                    ends.remove(partition);
                    noted = true;
                }
            } catch (KafkaException e) {
                log.warn("timers go on waiting for {}: {}", partition, e.getMessage());
                failed.put(partition, System.nanoTime());
            }
        }
        return noted;
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

    /** What the broker says, asked for all at once and each on its own. */
    private final class Answers {

        /** Before anything else: what was published up to here is before the ends. */
        private final Instant asked = clock.instant();

        private final long deadline = System.nanoTime() + PATIENCE.toNanos();
        private final ListOffsetsResult latest;
        private final ListOffsetsResult earliest;
        private final Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> committed;

        Answers(Collection<TopicPartition> partitions) {
            latest =
                    offsets(
                            partitions.stream().filter(it -> !ends.containsKey(it)).toList(),
                            OffsetSpec.latest());
            earliest = offsets(partitions, OffsetSpec.earliest());
            committed =
                    partitions.stream()
                            .map(TopicPartition::topic)
                            .distinct()
                            .collect(Collectors.toMap(topic -> topic, this::committed));
        }

        private KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> committed(String topic) {
            return admin.listConsumerGroupOffsets(ConsumerGroup.of(service, topic))
                    .partitionsToOffsetAndMetadata();
        }

        private ListOffsetsResult offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
            return admin.listOffsets(
                    partitions.stream().collect(Collectors.toMap(it -> it, _ -> spec)));
        }

        long end(TopicPartition partition) {
            return get(latest.partitionResult(partition)).offset();
        }

        /** What the topic no longer keeps cannot be read, so it is not waited for. */
        long position(TopicPartition partition) {
            long first = get(earliest.partitionResult(partition)).offset();
            KafkaFuture<Map<TopicPartition, OffsetAndMetadata>> of =
                    committed.get(partition.topic());
            OffsetAndMetadata at = of == null ? null : get(of).get(partition);
            return at == null ? first : Math.max(first, at.offset());
        }

        private <R> R get(KafkaFuture<R> future) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                return future.get(left, TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                throw new KafkaException(e.getCause());
            } catch (TimeoutException e) {
                throw new KafkaException("the broker did not answer", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while asking the broker", e);
            }
        }
    }
}
