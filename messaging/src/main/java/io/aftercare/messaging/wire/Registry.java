package io.aftercare.messaging.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a schema registry by Confluent's API. It never registers: only the register command does.
 * Every failure is one of two kinds, because they are handled differently: a healthy registry that
 * does not know ({@link SchemaNotFound}) and a registry that is away ({@link RegistryAway}).
 */
public final class Registry {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);
    private static final int MOST_UNKNOWN = 1_000;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = new JsonMapper();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();
    private final URI api;
    private final Duration patience;

    /**
     * @param registry the registry's address, without a path
     */
    public Registry(URI registry) {
        this(registry, PATIENCE);
    }

    /**
     * @param patience for a whole answer, to its last byte
     */
    Registry(URI registry, Duration patience) {
        this.patience = patience;
        this.api = URI.create(registry.toString().replaceAll("/+$", "") + "/apis/ccompat/v7/");
    }

    /**
     * The schema of an id, from the cache if it was asked for before. What the registry does not
     * know it is not asked for again at once: a poll may be full of it.
     */
    Schema schema(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Long asked = unknown.get(id);
        if (asked != null && System.nanoTime() - asked < BETWEEN_QUESTIONS.toNanos()) {
            throw new SchemaNotFound("the registry does not know the id " + id);
        }
        try {
            Schema schema = ask(id);
            unknown.remove(id);
            return schema;
        } catch (SchemaNotFound e) {
            if (unknown.size() >= MOST_UNKNOWN) {
                unknown.clear();
            }
            unknown.put(id, System.nanoTime());
            throw e;
        }
    }

    private Schema ask(int id) {
        JsonNode answer =
                ask(HttpRequest.newBuilder(api.resolve("schemas/ids/" + id)).GET(), "id " + id);
        Schema schema = parse(answer.path("schema").asString(""), id);
        byId.put(id, schema);
        return schema;
    }

    /** The id under which a topic's schema is registered, found by its content. */
    int idOf(String topic, Schema schema) {
        String body = json.writeValueAsString(Map.of("schema", schema.toString()));
        JsonNode answer =
                ask(
                        HttpRequest.newBuilder(api.resolve("subjects/" + topic + "-value"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body)),
                        "schema of " + topic);
        JsonNode id = answer.path("id");
        if (!id.isInt()) {
            throw new RegistryAway("the registry's answer has no id", null);
        }
        return id.intValue();
    }

    private JsonNode ask(HttpRequest.Builder request, String what) {
        HttpResponse<String> answer = send(request.timeout(patience).build());
        // a 404 without the registry's own code is told by something that stands before it
        if (answer.statusCode() == 404 && read(answer).path("error_code").isInt()) {
            throw new SchemaNotFound("the registry does not know the " + what);
        }
        if (answer.statusCode() != 200) {
            throw new RegistryAway("the registry answered " + answer.statusCode(), null);
        }
        return read(answer);
    }

    private JsonNode read(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new RegistryAway("the registry's answer is no JSON", e);
        }
    }

    /** The request's own time-out ends with the answer's headers; the body may still stall. */
    private HttpResponse<String> send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(request, BodyHandlers.ofString());
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new RegistryAway("the registry cannot be reached", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryAway("interrupted while asking the registry", e);
        } finally {
            answer.cancel(true);
        }
    }

    private static Schema parse(String schema, int id) {
        try {
            return new Schema.Parser().parse(schema);
        } catch (SchemaParseException e) {
            throw new Undecodable("schema " + id + " is no Avro schema", e);
        } catch (AvroRuntimeException e) {
            throw new Undecodable("schema " + id + " cannot be read", e);
        }
    }
}
