package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.inbox.DeadLetters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What the service could not take of a topic, byte by byte. */
final class DeadLetterTopic implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();

    DeadLetterTopic(Arena arena, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                arena.parts().bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(name(arena, topic)).stream()
                        .map(it -> new TopicPartition(it.topic(), it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static String name(Arena arena, String topic) {
        return DeadLetters.topic(topic, arena.service());
    }

    /** Everything that is there now. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(read::add);
        }
        return List.copyOf(read);
    }

    /** The dead letters that are there now of the record that was put there. */
    List<ConsumerRecord<byte[], byte[]>> of(RecordMetadata original) {
        return all().stream()
                .filter(
                        it ->
                                Objects.equals(text(it, "dlt-topic"), original.topic())
                                        && Objects.equals(
                                                text(it, "dlt-partition"),
                                                String.valueOf(original.partition()))
                                        && Objects.equals(
                                                text(it, "dlt-offset"),
                                                String.valueOf(original.offset())))
                .toList();
    }

    /** Waits for the record's dead letter. */
    ConsumerRecord<byte[], byte[]> await(RecordMetadata original) {
        Awaitility.await("dead letter of " + original)
                .atMost(PATIENCE)
                .until(() -> !of(original).isEmpty());
        return of(original).getFirst();
    }

    /** A header's text, or null. */
    static @Nullable String text(ConsumerRecord<?, ?> record, String header) {
        Header found = record.headers().lastHeader(header);
        return found == null ? null : new String(found.value(), UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
