package io.aftercare.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.inbox.DeadLetters;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducersTest {

    private static final Map<String, Object> KAFKA =
            Map.of(
                    "bootstrap.servers", "127.0.0.1:9092",
                    "key.serializer", ByteArraySerializer.class,
                    "value.serializer", ByteArraySerializer.class,
                    "key.deserializer", ByteArrayDeserializer.class,
                    "value.deserializer", ByteArrayDeserializer.class);

    @Test
    void noSettingFromOutsideLetsARecordPassAnother() {
        Map<String, Object> careless =
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "0",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        false,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        5,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        1_000);

        assertThat(Producers.inOrderSettings(careless))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1)
                .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    }

    @Test
    void whoWaitsForADeadLetterWaitsLongerThanItsProducerTries() {
        ProducerConfig producer = new ProducerConfig(Producers.deadLetterSettings(KAFKA));
        int request = producer.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        int delivery = producer.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);

        assertThat(producer.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isLessThan(request);
        assertThat(2 * request).as("a request that is lost is sent again").isLessThan(delivery);
        assertThat((long) delivery).isLessThan(DeadLetters.PATIENCE.toMillis());
        assertThat(DeadLetters.PATIENCE.toMillis()).isLessThan(betweenPolls() / 10);
    }

    private static int betweenPolls() {
        return new ConsumerConfig(KAFKA).getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG);
    }
}
