package io.aftercare.stack;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aftercare.schemas.CreateTopics;
import io.aftercare.schemas.PreparationFailedException;
import io.aftercare.schemas.RegisterSchemas;
import io.aftercare.schemas.Schemas;
import io.aftercare.schemas.Topics;
import io.aftercare.stack.network.Ports;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Topics and schemas on a real broker and registry. */
class PrepareTest {

    private static final short ONE = 1;

    private static final Infrastructure INFRASTRUCTURE = Infrastructure.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Admin ADMIN =
            Admin.create(Map.of("bootstrap.servers", INFRASTRUCTURE.bootstrapServers()));

    @BeforeAll
    static void prepare() {
        create();
        register();
    }

    @AfterAll
    static void close() {
        ADMIN.close();
        HTTP.close();
    }

    @Test
    void everyTopicExistsAsItIsDescribed() throws Exception {
        for (Topics.Topic topic : Topics.all()) {
            assertThat(partitions(topic.name())).as(topic.name()).isEqualTo(topic.partitions());
            for (var setting : topic.config().entrySet()) {
                assertThat(setting(topic.name(), setting.getKey())).isEqualTo(setting.getValue());
            }
        }
    }

    @Test
    void aSecondRunChangesNothing() {
        Map<String, Integer> ids = register();

        assertThat(create()).isEmpty();
        assertThat(register()).isEqualTo(ids).containsOnlyKeys(Topics.names());
    }

    @Test
    void eachSubjectChecksAgainstAllItsVersions() throws Exception {
        for (String topic : Topics.names()) {
            assertThat(send("GET", "/config/" + topic + "-value", ""))
                    .contains("\"BACKWARD_TRANSITIVE\"");
        }
    }

    @Test
    void aSchemaIsFoundByItsContent() throws Exception {
        for (var topic : register().entrySet()) {
            assertThat(send("POST", subject(topic.getKey()), schema(Schemas.of(topic.getKey()))))
                    .contains("\"id\":" + topic.getValue() + ",");
        }
    }

    @Test
    void anOlderReleaseFindsItsSchemaBesideANewerOne() throws Exception {
        var before = register();
        send("POST", versions(Topics.CONTACTS), schema(withHint(Schemas.of(Topics.CONTACTS))));
        String versions = send("GET", versions(Topics.CONTACTS), "");

        assertThat(register()).isEqualTo(before);
        assertThat(send("GET", versions(Topics.CONTACTS), "")).isEqualTo(versions).contains(",");
    }

    @Test
    void anIncompatibleSchemaIsRefusedByTheNameOfItsSubject() throws Exception {
        String topic = Topics.SURVEY_EVENTS;
        send("DELETE", subject(topic), "");
        send(
                "POST",
                versions(topic),
                schema(Schema.createRecord("Other", null, "x", false, List.of())));
        try {
            assertThatThrownBy(PrepareTest::register)
                    .isInstanceOf(PreparationFailedException.class)
                    .hasMessageContaining("survey-events-value")
                    .hasMessageContaining("incompatible")
                    .hasMessageContaining("eventId");
        } finally {
            send("DELETE", subject(topic), "");
        }
        assertThat(register()).containsKey(topic);
    }

    @Test
    void anotherPartitionCountIsNamedAndLeftAlone() throws Exception {
        ADMIN.createPartitions(Map.of(Topics.CASE_EVENTS, NewPartitions.increaseTo(7))).all().get();
        try {
            assertThatThrownBy(PrepareTest::create)
                    .isInstanceOf(PreparationFailedException.class)
                    .hasMessageContaining("case-events has partitions=7, needed is 6");
            assertThat(partitions(Topics.CASE_EVENTS)).isEqualTo(7);
        } finally {
            deleteTopic(Topics.CASE_EVENTS);
        }
        assertThat(create()).containsExactly(Topics.CASE_EVENTS);
    }

    @Test
    void anotherSettingIsNamedAndLeftAlone() throws Exception {
        setRetention("1000");
        try {
            assertThatThrownBy(PrepareTest::create)
                    .isInstanceOf(PreparationFailedException.class)
                    .hasMessageContaining(
                            "followup-events has retention.ms=1000, needed is 2419200000");
        } finally {
            setRetention("2419200000");
        }
        assertThat(create()).isEmpty();
    }

    /** With more copies than there are, nothing could be written; with fewer, records be lost. */
    @Test
    void anotherNumberOfCopiesInSyncIsNamed() throws Exception {
        set("min.insync.replicas", "2");
        try {
            assertThatThrownBy(PrepareTest::create)
                    .isInstanceOf(PreparationFailedException.class)
                    .hasMessageContaining("followup-events has min.insync.replicas=2, needed is 1");
        } finally {
            set("min.insync.replicas", "1");
        }
        assertThat(create()).isEmpty();
    }

    @Test
    void anUnreachableRegistryIsNamed() {
        String nowhere = "127.0.0.1:" + Ports.free();
        assertThatThrownBy(() -> RegisterSchemas.register(URI.create("http://" + nowhere)))
                .isInstanceOf(PreparationFailedException.class)
                .hasMessageContaining(nowhere);
    }

    /** Kafka's clients go on trying until their patience of 15 seconds ends. */
    @Test
    @EnabledIfSystemProperty(named = "thorough", matches = "true")
    void anUnreachableBrokerIsNamed() {
        String nowhere = "127.0.0.1:" + Ports.free();
        assertThatThrownBy(() -> CreateTopics.create(nowhere, ONE))
                .isInstanceOf(PreparationFailedException.class)
                .hasMessageContaining(nowhere);
    }

    private static List<String> create() {
        return CreateTopics.create(INFRASTRUCTURE.bootstrapServers(), ONE);
    }

    private static Map<String, Integer> register() {
        return RegisterSchemas.register(URI.create(INFRASTRUCTURE.registryUrl()));
    }

    private static int partitions(String topic) throws Exception {
        var found = ADMIN.describeTopics(List.of(topic)).allTopicNames().get();
        return requireNonNull(found.get(topic)).partitions().size();
    }

    private static String setting(String topic, String name) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var found = ADMIN.describeConfigs(List.of(resource)).all().get();
        return requireNonNull(found.get(resource)).get(name).value();
    }

    private static void deleteTopic(String topic) throws Exception {
        ADMIN.deleteTopics(List.of(topic)).all().get();
        await().until(() -> !ADMIN.listTopics().names().get().contains(topic));
    }

    private static void setRetention(String millis) throws Exception {
        set("retention.ms", millis);
    }

    private static void set(String name, String value) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.FOLLOWUP_EVENTS);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        ADMIN.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
        await().until(() -> setting(Topics.FOLLOWUP_EVENTS, name).equals(value));
    }

    private static Schema withHint(Schema schema) {
        Schema hint =
                Schema.createUnion(
                        Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING));
        var fields = new ArrayList<Schema.Field>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("hint", hint, "", JsonProperties.NULL_VALUE));
        return Schema.createRecord(
                schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static String subject(String topic) {
        return "/subjects/" + topic + "-value";
    }

    private static String versions(String topic) {
        return subject(topic) + "/versions";
    }

    private static String schema(Schema schema) {
        return "{\"schema\": \""
                + schema.toString().replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"}";
    }

    private static String send(String method, String path, String body) throws Exception {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        INFRASTRUCTURE.registryUrl() + "/apis/ccompat/v7" + path))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
