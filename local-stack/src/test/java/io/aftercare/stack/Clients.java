package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain clients of an infrastructure. */
record Clients(Infrastructure infrastructure) {
    int register(String subject) throws Exception {
        var schema =
                "{\"schema\": \"{\\\"type\\\": \\\"enum\\\", \\\"name\\\": \\\"%s\\\", \\\"symbols\\\": [\\\"A\\\"]}\"}";
        var uri =
                infrastructure.registryUrl() + "/apis/ccompat/v7/subjects/" + subject + "/versions";
        var request =
                HttpRequest.newBuilder(URI.create(uri))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(schema.formatted(subject.replace('-', '_'))))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var body = http.send(request, BodyHandlers.ofString()).body();
            assertThat(body).matches("\\{\"id\":\\d+.*\\}");
            return Integer.parseInt(body.replaceAll("\\D*(\\d+).*", "$1"));
        }
    }

    String createTopic() throws Exception {
        var topic = "test-" + UUID.randomUUID();
        var settings =
                Map.<String, Object>of("bootstrap.servers", infrastructure.bootstrapServers());
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        return topic;
    }

    void send(String topic, String value) throws Exception {
        var settings =
                Map.<String, Object>of("bootstrap.servers", infrastructure.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** Values from the beginning of the only partition; fails if fewer than `count` come. */
    static List<String> read(String topic, String bootstrapServers, int count, Duration patience) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            long end = System.nanoTime() + patience.toNanos();
            while (values.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> values.add(r.value()));
            }
            assertThat(values).hasSize(count);
            return values;
        }
    }

    static Connection connect(ServiceDatabase database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), user, password);
    }
}
