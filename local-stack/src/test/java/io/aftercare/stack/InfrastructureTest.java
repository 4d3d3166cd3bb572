package io.aftercare.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.api.Test;

class InfrastructureTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final Infrastructure infrastructure = Infrastructure.shared();

    @Test
    void everythingAnswers() throws Exception {
        assertThat(infrastructure.broker().isRunning()).isTrue();
        assertThat(infrastructure.database().isRunning()).isTrue();
        assertThat(infrastructure.registry().isRunning()).isTrue();
        assertThat(register("answers-value")).isPositive();
    }

    @Test
    void aKilledBrokerComesBackWithItsRecords() throws Exception {
        var topic = createTopic();
        send(topic, "before");

        infrastructure.broker().kill();
        assertThat(infrastructure.broker().isRunning()).isFalse();
        infrastructure.broker().start();

        send(topic, "after");
        assertThat(read(topic, infrastructure.bootstrapServers(), 2, LONG))
                .containsExactly("before", "after");
    }

    @Test
    void aKilledDatabaseComesBackWithWhatWasCommitted() throws Exception {
        var database = infrastructure.createDatabase("killed_database");
        try (var owner = connect(database, database.owner(), database.ownerPassword());
                var statement = owner.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (42)");

            infrastructure.database().kill();
            infrastructure.database().start();
        } catch (SQLException closedByTheKill) {
            assertThat(closedByTheKill.getSQLState()).startsWith("08");
        }

        try (var owner = connect(database, database.owner(), database.ownerPassword());
                var rows = owner.createStatement().executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    @Test
    void theRegistryKeepsItsIdsAcrossRestarts() throws Exception {
        int id = register("kept-value");

        infrastructure.registry().kill();
        infrastructure.registry().start();

        assertThat(register("kept-value")).isEqualTo(id);
        assertThat(register("new-value")).isGreaterThan(id);
    }

    @Test
    void theRunningRoleMayOnlyConnectUntilTheOwnerGrantsMore() throws Exception {
        var database = infrastructure.createDatabase("roles");
        try (var owner = connect(database, database.owner(), database.ownerPassword());
                var running = connect(database, database.running(), database.runningPassword());
                var ownerStatement = owner.createStatement();
                var statement = running.createStatement()) {
            ownerStatement.execute("CREATE TABLE kept (id int)");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM kept"))
                    .hasMessageContaining("permission denied for table kept");
            assertThatThrownBy(() -> statement.execute("CREATE TABLE mine (id int)"))
                    .hasMessageContaining("permission denied for schema public");

            ownerStatement.execute("GRANT SELECT ON kept TO " + database.running());

            assertThat(statement.execute("SELECT * FROM kept")).isTrue();
        }
        var other = infrastructure.createDatabase("other_roles");
        assertThatThrownBy(() -> connect(other, database.running(), database.runningPassword()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void clientsOnTheCableFeelTheCut() throws Exception {
        var topic = createTopic();
        send(topic, "through the cable");
        var cabled = infrastructure.cabledBootstrapServers();
        assertThat(read(topic, cabled, 1, LONG)).containsExactly("through the cable");

        infrastructure.brokerCable().cut();

        assertThatThrownBy(() -> read(topic, cabled, 1, SHORT)).isInstanceOf(AssertionError.class);
        infrastructure.brokerCable().mend();
        assertThat(read(topic, cabled, 1, LONG)).containsExactly("through the cable");
    }

    private int register(String subject) throws Exception {
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

    private String createTopic() throws Exception {
        var topic = "test-" + UUID.randomUUID();
        var settings =
                Map.<String, Object>of("bootstrap.servers", infrastructure.bootstrapServers());
        try (var admin = Admin.create(settings)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        return topic;
    }

    private void send(String topic, String value) throws Exception {
        var settings =
                Map.<String, Object>of("bootstrap.servers", infrastructure.bootstrapServers());
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    /** Values from the beginning of the only partition; fails if fewer than `count` come. */
    private static List<String> read(
            String topic, String bootstrapServers, int count, Duration patience) {
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

    private static Connection connect(ServiceDatabase database, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), user, password);
    }
}
