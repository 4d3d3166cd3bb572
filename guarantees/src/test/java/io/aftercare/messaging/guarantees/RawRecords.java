package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.messaging.wire.Registry;
import io.aftercare.messaging.wire.Schemas;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records as somebody does who keeps to no rule: any bytes, headers and partition. */
final class RawRecords implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Encoder encoder;

    RawRecords(Arena arena) {
        Schemas schemas = new Schemas(new Registry(URI.create(arena.parts().registryUrl())));
        schemas.lookUp();
        encoder = new Encoder(schemas::id);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                arena.parts().bootstrapServers(),
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                Integer.MAX_VALUE,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                128L * 1024 * 1024,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "gzip"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
    }

    /** The record as a well-behaved writer would send it. */
    byte[] encoded(String topic, SpecificRecord record) {
        return encoder.encode(topic, record).value();
    }

    /** Returns when the broker has it. */
    RecordMetadata put(
            String topic,
            int partition,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers) {
        try {
            return producer.send(new ProducerRecord<>(topic, partition, key, value, headers)).get();
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
