package io.aftercare.stack.demo;

import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another company's system: it knows a broker, a registry and what the schemas there say, and
 * writes with a serializer that is not ours.
 */
public final class Outsider implements AutoCloseable {

    private static final String SOURCE = "demo-crm";

    /** Held on to, as a logger that nobody holds forgets its level. */
    private static final Logger SERDE = Logger.getLogger("DefaultSchemaResolver");

    static {
        SERDE.setLevel(Level.SEVERE);
    }

    private final KafkaProducer<String, GenericRecord> kafka;
    private final Schema reports;
    private final Schema contacts;

    /**
     * @param registry its address, without a path
     */
    public Outsider(String bootstrapServers, String registry) {
        this.reports = latest(registry, "case-intake");
        this.contacts = latest(registry, "contacts");
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", bootstrapServers);
        settings.put("apicurio.registry.url", registry + "/apis/registry/v3");
        settings.put("apicurio.registry.auto-register", false);
        settings.put("apicurio.registry.dereference-schema", true);
        AvroKafkaSerializer<GenericRecord> values = new AvroKafkaSerializer<>();
        values.configure(settings, false);
        this.kafka = new KafkaProducer<>(settings, new StringSerializer(), values);
    }

    /** What the registry knows as the topic's newest schema. */
    private static Schema latest(String registry, String topic) {
        String path = "/apis/ccompat/v7/subjects/" + topic + "-value/versions/latest";
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + path)).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(request, BodyHandlers.ofString()).body();
            return new Schema.Parser()
                    .parse(new JsonMapper().readTree(answer).path("schema").asString());
        } catch (IOException e) {
            throw new IllegalStateException("the registry does not say what " + topic + " is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Tells who somebody is who reads English. */
    public void contact(String key, String name, String email, Surroundings where) {
        send("contacts", key, person(name, email, "en", where).build());
    }

    /** Tells who a customer is. */
    public void customer(String id, String name, String language, Surroundings where) {
        send(
                "contacts",
                "person:" + id,
                person(name, id + "@customer.example", language, where).build());
    }

    /** Tells who a member of staff is, and which team they are in. */
    public void staff(String id, String name, String team, Surroundings where) {
        send(
                "contacts",
                "staff:" + id,
                person(name, id + "@staff.example", "en", where).set("team", team).build());
    }

    private GenericRecordBuilder person(
            String name, String email, String language, Surroundings where) {
        return new GenericRecordBuilder(contacts)
                .set("version", 1L)
                .set("name", name)
                .set("email", email)
                .set("language", language)
                .set("zone", where.zone().getId())
                .set("country", where.country());
    }

    /**
     * Tells who leads a team that works at any hour of any day.
     *
     * @param parent the team above, null if there is none
     */
    public void team(String id, String lead, @Nullable String parent) {
        GenericRecord always =
                new GenericRecordBuilder(type("Calendar", contacts.getField("calendar").schema()))
                        .set("zone", "Etc/UTC")
                        .set("week", "Mon-Sun 00:00-24:00")
                        .build();
        send(
                "contacts",
                "team:" + id,
                new GenericRecordBuilder(contacts)
                        .set("version", 1L)
                        .set("lead", lead)
                        .set("parent", parent)
                        .set("calendar", always)
                        .build());
    }

    public void opened(String sourceCaseId, Instant at, String person, String owner) {
        opened(sourceCaseId, at, Map.of("personId", person, "owner", owner));
    }

    /**
     * @param fields those of {@code Opened} that are known
     */
    public void opened(String sourceCaseId, Instant at, Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("subject", "About the " + sourceCaseId);
        report(sourceCaseId, at, "Opened", all);
    }

    public void promised(String sourceCaseId, Instant at, String ref, String kind, Instant due) {
        report(sourceCaseId, at, "Promised", promise(ref, kind, due));
    }

    private Map<String, Object> promise(String ref, String kind, Instant due) {
        return Map.of(
                "promiseRef",
                ref,
                "kind",
                symbol(body("Promised").getField("kind").schema(), kind),
                "due",
                moment("Promised", due));
    }

    private GenericRecord moment(String report, Instant due) {
        return new GenericRecordBuilder(type("DueInstant", body(report).getField("due").schema()))
                .set("at", due.toEpochMilli())
                .build();
    }

    /** A promise gets another date, and nobody has told the customer yet. */
    public void revised(String sourceCaseId, Instant at, String ref, String reason, Instant due) {
        report(
                sourceCaseId,
                at,
                "PromiseRevised",
                Map.of(
                        "promiseRef",
                        ref,
                        "reason",
                        symbol(body("PromiseRevised").getField("reason").schema(), reason),
                        "due",
                        moment("PromiseRevised", due)));
    }

    public void kept(String sourceCaseId, Instant at, String ref) {
        report(sourceCaseId, at, "PromiseKept", Map.of("promiseRef", ref));
    }

    public void resolved(String sourceCaseId, Instant at) {
        report(sourceCaseId, at, "Resolved", resolution());
    }

    private Map<String, Object> resolution() {
        return Map.of("outcome", symbol(body("Resolved").getField("outcome").schema(), "SOLVED"));
    }

    /** A case of long ago that is brought in, with the date that was promised then. */
    public void past(
            String sourceCaseId,
            Instant opened,
            Instant due,
            Instant resolved,
            Map<String, ?> fields) {
        report(sourceCaseId, opened, true, "Opened", fields);
        report(sourceCaseId, opened, true, "Promised", promise("done", "RESOLUTION", due));
        report(sourceCaseId, resolved, true, "Resolved", resolution());
    }

    private void report(String sourceCaseId, Instant at, String type, Map<String, ?> fields) {
        report(sourceCaseId, at, false, type, fields);
    }

    private void report(
            String sourceCaseId, Instant at, boolean imported, String type, Map<String, ?> fields) {
        GenericRecordBuilder body = new GenericRecordBuilder(body(type));
        fields.forEach(body::set);
        send(
                "case-intake",
                sourceCaseId,
                new GenericRecordBuilder(reports)
                        .set("source", SOURCE)
                        .set("reportId", UUID.randomUUID().toString())
                        .set("sourceCaseId", sourceCaseId)
                        .set("occurredAt", at.toEpochMilli())
                        .set("imported", imported)
                        .set("body", body.build())
                        .build());
    }

    private Schema body(String type) {
        return type(type, reports.getField("body").schema());
    }

    private static Schema type(String name, Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Object symbol(Schema type, String symbol) {
        return new GenericData.EnumSymbol(type, symbol);
    }

    private void send(String topic, String key, GenericRecord value) {
        try {
            kafka.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take a record", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
