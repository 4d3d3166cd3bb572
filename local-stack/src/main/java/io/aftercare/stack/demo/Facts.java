package io.aftercare.stack.demo;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the topics of facts as anybody may: with a group of its own and a deserializer that is not
 * ours.
 */
public final class Facts implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of("case-events", "followup-events", "survey-events", "notification-events");

    private final KafkaConsumer<String, GenericRecord> kafka;
    private final Consumer<Fact> heard;
    private final List<Fact> facts = new CopyOnWriteArrayList<>();
    private final Thread reading = Thread.ofPlatform().name("facts").unstarted(this::read);

    /**
     * What happened.
     *
     * @param caseId the record's key
     * @param type the name of the body's type
     */
    public record Fact(
            String topic, String caseId, String type, Instant occurredAt, GenericRecord body) {

        /** A field of the body, as text. */
        public String text(String field) {
            return String.valueOf(body.get(field));
        }
    }

    /**
     * @param group a consumer group that has read nothing
     * @param registry its address, without a path
     * @param heard is told of each fact as it is read
     */
    public Facts(String group, String bootstrapServers, String registry, Consumer<Fact> heard) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("group.id", group);
        settings.put("auto.offset.reset", "earliest");
        settings.put("apicurio.registry.url", registry + "/apis/registry/v3");
        AvroKafkaDeserializer<GenericRecord> values = new AvroKafkaDeserializer<>();
        values.configure(settings, false);
        this.kafka = new KafkaConsumer<>(settings, new StringDeserializer(), values);
        this.heard = heard;
        kafka.subscribe(TOPICS);
        reading.start();
    }

    /** True if such a fact was read. */
    public boolean any(Predicate<Fact> wanted) {
        return facts.stream().anyMatch(wanted);
    }

    public List<Fact> all() {
        return List.copyOf(facts);
    }

    private void read() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (ConsumerRecord<String, GenericRecord> record :
                        kafka.poll(Duration.ofMillis(200))) {
                    Fact fact = fact(record);
                    facts.add(fact);
                    heard.accept(fact);
                }
            }
        } catch (WakeupException _) {
            // the story is over
        } finally {
            kafka.close();
        }
    }

    private static Fact fact(ConsumerRecord<String, GenericRecord> record) {
        GenericRecord body = (GenericRecord) record.value().get("body");
        Object occurredAt = record.value().get("occurredAt");
        Instant at =
                occurredAt instanceof Instant instant
                        ? instant
                        : Instant.ofEpochMilli((Long) occurredAt);
        return new Fact(record.topic(), record.key(), body.getSchema().getName(), at, body);
    }

    @Override
    public void close() {
        kafka.wakeup();
        try {
            reading.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
