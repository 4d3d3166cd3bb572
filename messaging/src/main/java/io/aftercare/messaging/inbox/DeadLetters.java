package io.aftercare.messaging.inbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Puts what cannot be taken aside: key, value and headers untouched, the cause in further headers,
 * never a stack trace or an exception's text (they may quote personal data). Of a record that is
 * larger than a dead letter may be (the broker measures it compressed) only the further headers
 * remain; they tell where it lies.
 *
 * <p>A producer with which one could not be written is thrown away: some failures it never
 * overcomes.
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

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String service;
    private @Nullable Producer<byte[], byte[]> open;
    private volatile boolean away;

    /**
     * @param producers makes one
     */
    DeadLetters(Supplier<Producer<byte[], byte[]>> producers, String service) {
        this.producers = producers;
        this.service = service;
    }

    /** True if the last one could not be written. */
    boolean away() {
        return away;
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
        Producer<byte[], byte[]> producer = producer();
        try {
            write(producer, record, cause, detail);
            away = false;
        } catch (KafkaException e) {
            away = true;
            close(producer);
            throw e;
        }
    }

    private void write(
            Producer<byte[], byte[]> producer,
            ConsumerRecord<byte[], byte[]> record,
            Cause cause,
            String detail) {
        String topic = record.topic() + "." + service + ".dlt";
        int partition = record.partition() % producer.partitionsFor(topic).size();
        ProducerRecord<byte[], byte[]> whole =
                new ProducerRecord<>(
                        topic, partition, record.key(), record.value(), record.headers());
        describe(whole.headers(), record, cause, detail);
        try {
            send(producer, whole);
        } catch (RecordTooLargeException _) {
            var rest = new ProducerRecord<byte[], byte[]>(topic, partition, null, null);
            describe(rest.headers(), record, cause, detail);
            put(rest.headers(), "dlt-omitted", record.serializedValueSize() + " bytes");
            send(producer, rest);
        }
    }

    private synchronized Producer<byte[], byte[]> producer() {
        Producer<byte[], byte[]> producer = open;
        if (producer == null) {
            producer = producers.get();
            open = producer;
        }
        return producer;
    }

    private synchronized void close(Producer<byte[], byte[]> producer) {
        if (open == producer) {
            open = null;
        }
        producer.close(Duration.ZERO);
    }

    /** What is being written then is left for the next start. */
    synchronized void close() {
        if (open != null) {
            close(open);
        }
    }

    private static void send(
            Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> letter) {
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
