package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Letter;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A publisher with transactions of its own is believed what it has committed, and only that. */
class TakenBackTest {

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

    private static ProducerRecord<byte[], byte[]> letter(RawRecords raw, String key) {
        return new ProducerRecord<>(
                Topics.LETTERS,
                3,
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
