package io.aftercare.messaging.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.wire.CloudEvent;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.messaging.wire.Fields;
import io.aftercare.messaging.wire.Registry;
import io.aftercare.messaging.wire.Schemas;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what other systems and services would. Each method returns when the broker has the
 * record; when the service under test has handled it, {@link Quiet} knows.
 */
public final class Publishing implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Schemas schemas;
    private final Encoder encoder;
    private final Clock clock;

    /**
     * @param registry its address, without a path; schemas are only looked up there
     */
    public Publishing(String bootstrapServers, URI registry, Clock clock) {
        this.schemas = new Schemas(new Registry(registry));
        this.encoder = new Encoder(schemas::id);
        this.clock = clock;
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                4 * 1024 * 1024),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** A record in wire format with CloudEvents headers that fit its envelope. */
    public void send(String topic, String key, SpecificRecord record) {
        send(topic, key, record, null);
    }

    /**
     * @param traceparent W3C trace context of the record, or null
     */
    public void send(
            String topic, String key, SpecificRecord record, @Nullable String traceparent) {
        complete(record(topic, key, record, traceparent));
    }

    /** Records of one topic by their keys, all on their way before the first is awaited. */
    public void sendAll(String topic, Iterable<Map.Entry<String, SpecificRecord>> records) {
        records.forEach(
                entry -> producer.send(record(topic, entry.getKey(), entry.getValue(), null)));
        producer.flush();
    }

    public void tombstone(String topic, String key) {
        bytes(topic, key, null, Map.of());
    }

    /** Bytes as they are, for instance poison. */
    public void bytes(
            String topic,
            @Nullable String key,
            byte @Nullable [] value,
            Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key == null ? null : key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        complete(record);
    }

    /** The same record once more, as a replay or a writer that was killed repeats it. */
    public void again(Sent<?> sent) {
        bytes(sent.topic(), sent.key(), sent.bytes(), sent.headers());
    }

    private ProducerRecord<byte[], byte[]> record(
            String topic, String key, SpecificRecord value, @Nullable String traceparent) {
        if (!schemas.known()) {
            schemas.lookUp();
        }
        Encoder.Encoded encoded = encoder.encode(topic, value);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(UTF_8), encoded.value());
        Object eventId = Fields.get(value, "eventId");
        Object occurredAt = Fields.get(value, "occurredAt");
        CloudEvent.write(
                record.headers(),
                eventId == null ? UUID.randomUUID().toString() : eventId.toString(),
                encoded.type(),
                "/test",
                occurredAt instanceof Instant time ? time : clock.instant(),
                key,
                traceparent);
        return record;
    }

    private void complete(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker refused a record", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
