package io.aftercare.benchmarks;

import io.aftercare.benchmarks.events.BenchEvent;
import io.aftercare.benchmarks.events.Happened;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.stack.Infrastructure;
import io.aftercare.stack.ServiceDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real broker, database and registry that all contenders share, and what is measured on them.
 */
final class Ground implements AutoCloseable {

    static final int PARTITIONS = 6;
    private static final int EVENTS_PER_STREAM = 4;

    private final Infrastructure stack = Infrastructure.start();
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
    private int databases;

    String brokers() {
        return stack.bootstrapServers();
    }

    String registry() {
        return stack.registryUrl();
    }

    /** A new database with messaging's tables and the state table. */
    ServiceDatabase database() {
        ServiceDatabase made = stack.createDatabase("bench" + ++databases);
        migrate(made, "messaging", "classpath:db/messaging");
        migrate(made, "public", "classpath:db/migration");
        return made;
    }

    private static void migrate(ServiceDatabase database, String schema, String location) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.owner(), database.ownerPassword())
                .schemas(schema)
                .locations(location)
                .placeholders(Map.of("app", database.running()))
                .load()
                .migrate();
    }

    /** Makes the topic, empty: one of that name is deleted first. */
    void topic(String name) throws Exception {
        if (admin.listTopics().names().get().contains(name)) {
            admin.deleteTopics(List.of(name)).all().get();
            while (admin.listTopics().names().get().contains(name)) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        admin.createTopics(List.of(new NewTopic(name, PARTITIONS, (short) 1))).all().get();
    }

    /**
     * Registers every schema on the class path, as services look for all; returns the events' id.
     */
    int register() throws Exception {
        int id = 0;
        var found =
                new PathMatchingResourcePatternResolver().getResources("classpath*:avro/*.avsc");
        for (Resource resource : found) {
            String topic = String.valueOf(resource.getFilename()).replace(".avsc", "");
            int registered = register(topic, resource.getContentAsString(StandardCharsets.UTF_8));
            id = topic.equals("bench-in") ? registered : id;
        }
        return id;
    }

    private int register(String topic, String schema) throws Exception {
        String body = new JsonMapper().writeValueAsString(Map.of("schema", schema));
        String path = "/apis/ccompat/v7/subjects/" + topic + "-value/versions";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(registry() + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            return new JsonMapper().readTree(answer.body()).path("id").asInt();
        }
    }

    static Schema schema() throws Exception {
        try (var content = Ground.class.getResourceAsStream("/avro/bench-in.avsc")) {
            return new Schema.Parser().parse(content);
        }
    }

    /** Fills a topic with facts about a quarter as many streams. */
    void fill(String topic, int schemaId, int records) {
        Encoder encoder = new Encoder(_ -> schemaId);
        try (var producer = producer(Map.of("linger.ms", 20, "batch.size", 512 * 1024))) {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            for (int i = 0; i < records; i++) {
                UUID stream = new UUID(topic.hashCode(), i / EVENTS_PER_STREAM);
                byte[] value = encoder.encode(topic, event(stream, i, now)).value();
                producer.send(
                        new ProducerRecord<>(
                                topic, stream.toString().getBytes(StandardCharsets.UTF_8), value));
            }
            producer.flush();
        }
    }

    private static BenchEvent event(UUID stream, int number, Instant now) {
        return new BenchEvent(
                UUID.randomUUID(),
                stream,
                (long) number % EVENTS_PER_STREAM + 1,
                now,
                now,
                new Happened("code-" + number % 10, "n".repeat(120)));
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> special) {
        Map<String, Object> all = new HashMap<>();
        all.put("bootstrap.servers", brokers());
        all.put("acks", "all");
        all.put("compression.type", "lz4");
        all.putAll(special);
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Records in a topic. */
    long count(String topic) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        return admin.listOffsets(ends).all().get(30, TimeUnit.SECONDS).values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }

    /**
     * The steady rate at which a topic fills: between its first tenth and its end, so that starting
     * up does not count.
     *
     * @return records per second
     */
    double rate(String topic, int records) throws Exception {
        Duration patience = Duration.ofMinutes(5);
        long start = System.nanoTime();
        long from = 0;
        long fromCount = 0;
        while (System.nanoTime() - start < patience.toNanos()) {
            long count = count(topic);
            long now = System.nanoTime();
            if (from == 0 && count >= records / 10) {
                from = now;
                fromCount = count;
            }
            if (count >= records) {
                return (count - fromCount) * 1e9 / (now - from);
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        throw new IllegalStateException(
                topic + " has " + count(topic) + " of " + records + " records after " + patience);
    }

    @Override
    public void close() {
        admin.close();
        stack.close();
    }
}
