package io.aftercare.messaging.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Puts what cannot be taken aside: key, value and headers untouched, the cause in further headers,
 * never a stack trace or an exception's text (they may quote personal data). Of a record that is
 * larger than a dead letter may be (the broker measures it compressed) only the further headers
 * remain; they tell where it lies.
 */
public final class DeadLetters {

    /** Bytes: twice what a topic takes, so that the whole record and its cause always fit. */
    public static final int LARGEST = 2 * 1024 * 1024;

    /**
     * How long a consumer waits for the broker to take one. Meanwhile nothing is polled, so it is a
     * small part of what Kafka allows between two polls (five minutes), also if every partition of
     * a consumer has one.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final String service;
    private final MeterRegistry metrics;

    DeadLetters(Producer<byte[], byte[]> producer, String service, MeterRegistry metrics) {
        this.producer = producer;
        this.service = service;
        this.metrics = metrics;
    }

    /** The topic for what this service cannot take from that one. */
    public static String topic(String topic, String service) {
        return topic + "." + service + ".dlt";
    }

    /**
     * Returns once the broker has the dead letter.
     *
     * @throws KafkaException if it could not be written: then the record is not past yet
     */
    void put(ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        ProducerRecord<byte[], byte[]> whole =
                letter(record, record.key(), record.value(), record.headers());
        describe(whole.headers(), record, cause, detail);
        try {
            send(whole);
        } catch (RecordTooLargeException _) {
            send(withoutContent(record, cause, detail));
        }
        metrics.counter("messaging.dead.letters", "topic", record.topic(), "cause", cause.name())
                .increment();
    }

    private void send(ProducerRecord<byte[], byte[]> letter) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        producer.send(
                letter,
                (_, error) -> {
                    if (error == null) {
                        done.complete(null);
                    } else {
                        done.completeExceptionally(error);
                    }
                });
        await(done);
    }

    private static void await(CompletableFuture<Void> done) {
        try {
            done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw e.getCause() instanceof RecordTooLargeException tooLarge
                    ? tooLarge
                    : new KafkaException("the dead letter could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while writing a dead letter", e);
        }
    }

    private ProducerRecord<byte[], byte[]> withoutContent(
            ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        ProducerRecord<byte[], byte[]> letter = letter(record, null, null, new RecordHeaders());
        describe(letter.headers(), record, cause, detail);
        put(letter.headers(), "dlt-omitted", record.serializedValueSize() + " bytes");
        return letter;
    }

    private ProducerRecord<byte[], byte[]> letter(
            ConsumerRecord<byte[], byte[]> record,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers) {
        String topic = topic(record.topic(), service);
        int partition = record.partition() % producer.partitionsFor(topic).size();
        return new ProducerRecord<>(topic, partition, key, value, headers);
    }

    private void describe(
            Headers headers, ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        put(headers, "dlt-cause", cause.name());
        put(headers, "dlt-detail", detail);
        put(headers, "dlt-topic", record.topic());
        put(headers, "dlt-partition", String.valueOf(record.partition()));
        put(headers, "dlt-offset", String.valueOf(record.offset()));
        put(headers, "dlt-timestamp", String.valueOf(record.timestamp()));
        put(headers, "dlt-service", service);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name).add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
