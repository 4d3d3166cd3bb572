package io.aftercare.messaging.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.wire.Undecodable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The records of one topic, from its beginning, in the order of their partitions. */
public final class SentTopic<T> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration POLL = Duration.ofMillis(100);

    private final String topic;
    private final Function<byte[], T> decode;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Sent<T>> read = new ArrayList<>();

    SentTopic(String bootstrapServers, String topic, Function<byte[], T> decode) {
        this.topic = topic;
        this.decode = decode;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Everything that is there now. What is still in the service's outbox is not: to see that
     * something was <em>not</em> sent, first {@link Quiet#await()}.
     */
    public synchronized List<Sent<T>> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
        return List.copyOf(read);
    }

    /** What is there now with this key. */
    public List<Sent<T>> of(String key) {
        return all().stream().filter(sent -> key.equals(sent.key())).toList();
    }

    /** The values that are there now with this key. */
    public List<T> values(String key) {
        return of(key).stream().map(Sent::value).toList();
    }

    /** Waits for a record, a minute and a half at most. */
    public Sent<T> await(Predicate<Sent<T>> wanted) {
        return await(1, wanted).getFirst();
    }

    /** Waits until there are so many records, a minute and a half at most. */
    public synchronized List<Sent<T>> await(int atLeast, Predicate<Sent<T>> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (; ; ) {
            List<Sent<T>> found = read.stream().filter(wanted).toList();
            if (found.size() >= atLeast) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "%d of %d awaited records on %s; all %d: %s"
                                .formatted(found.size(), atLeast, topic, read.size(), latest()));
            }
            poll();
        }
    }

    private List<String> latest() {
        return read.reversed().stream()
                .limit(20)
                .map(sent -> sent.key() + "=" + sent.content())
                .toList();
    }

    private void poll() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                read.add(sent(record));
            } catch (Undecodable _) {
                // not of this type: raw() has it
            }
        }
    }

    private Sent<T> sent(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), UTF_8));
            }
        }
        byte[] value = record.value();
        return new Sent<>(
                topic,
                record.partition(),
                record.offset(),
                text(record.key()),
                value == null ? null : decode.apply(value),
                Map.copyOf(headers),
                value);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
