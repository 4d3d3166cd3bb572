package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A publisher with transactions of its own is believed what it has committed, and only that. */
class TakenBackTest {

    private static final int PARTITION = 3;

    @Test
    void whatAPublisherTookBackHasNoEffectAndNobodyWaitsForIt() {
        try (Arena arena = Arena.open();
                RawRecords raw = new RawRecords(arena);
                KafkaProducer<byte[], byte[]> publisher = publisher(arena)) {
            arena.replica();
            publisher.initTransactions();
            publisher.beginTransaction();
            publisher.send(letter(raw, "said"));
            publisher.commitTransaction();
            publisher.beginTransaction();
            publisher.send(letter(raw, "taken back"));
            publisher.flush();
            publisher.abortTransaction();

            arena.quiet().await(); // read to the end, though a mark and no record stands there

            assertThat(arena.sql().sql("SELECT key FROM letter").query(String.class).list())
                    .containsExactly("said");
        }
    }

    /** Else a lag of 1 would be seen for as long as anything comes on another partition. */
    @Test
    void theMarkBehindItIsPassedThoughOtherPartitionsAreBusy() throws Exception {
        try (Arena arena = Arena.open();
                RawRecords raw = new RawRecords(arena);
                KafkaProducer<byte[], byte[]> publisher = publisher(arena);
                var busy = Executors.newSingleThreadScheduledExecutor()) {
            arena.replica();
            byte[] any = raw.encoded(Topics.LETTERS, new Letter(1, "busy"));
            busy.scheduleWithFixedDelay(
                    () -> raw.put(Topics.LETTERS, 0, "busy".getBytes(UTF_8), any, List.of()),
                    0,
                    50,
                    TimeUnit.MILLISECONDS);
            publisher.initTransactions();
            publisher.beginTransaction();
            long said = publisher.send(letter(raw, "said")).get().offset();
            publisher.commitTransaction();

            await("read beyond the mark")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> committed(arena) == said + 2);
        }
    }

    private static long committed(Arena arena) throws Exception {
        OffsetAndMetadata committed =
                arena.admin()
                        .listConsumerGroupOffsets(ConsumerGroup.of(arena.service(), Topics.LETTERS))
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .get(new TopicPartition(Topics.LETTERS, PARTITION));
        return committed == null ? -1 : committed.offset();
    }

    private static ProducerRecord<byte[], byte[]> letter(RawRecords raw, String key) {
        return new ProducerRecord<>(
                Topics.LETTERS,
                PARTITION,
                key.getBytes(UTF_8),
                raw.encoded(Topics.LETTERS, new Letter(1, key)));
    }

    private static KafkaProducer<byte[], byte[]> publisher(Arena arena) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arena.parts().bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        arena.service() + "-publisher"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
