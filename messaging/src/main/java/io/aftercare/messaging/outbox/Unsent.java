package io.aftercare.messaging.outbox;

import io.aftercare.messaging.wire.CloudEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A row of the outbox that the broker has not acknowledged yet. */
record Unsent(
        long id,
        String topic,
        String key,
        byte[] value,
        String eventId,
        String type,
        Instant occurredAt,
        @Nullable String traceparent) {

    ProducerRecord<byte[], byte[]> record(String source) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
        CloudEvent.write(record.headers(), eventId, type, source, occurredAt, key, traceparent);
        return record;
    }
}
