package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** The inputs' schema as a later release of their writer registers it: one more kind of trap. */
final class LaterSchema {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private LaterSchema() {}

    /** Registers one and returns its id; the next one's is greater by one. */
    static int register(Arena arena) {
        JsonMapper json = new JsonMapper();
        String body = json.writeValueAsString(Map.of("schemaType", "AVRO", "schema", schema()));
        URI subject =
                URI.create(
                        "%s/apis/ccompat/v7/subjects/%s-value/versions"
                                .formatted(arena.parts().registryUrl(), Topics.INPUTS));
        HttpRequest request =
                HttpRequest.newBuilder(subject)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("not registered: " + answer.body());
            }
            return json.readTree(answer.body()).path("id").intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The same record under another schema id. */
    static byte[] withId(byte[] encoded, int id) {
        byte[] changed = encoded.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }

    private static String schema() {
        String file = "/avro/%s.avsc".formatted(Topics.INPUTS);
        try (InputStream schema =
                Objects.requireNonNull(LaterSchema.class.getResourceAsStream(file), file)) {
            String later = "\"LATER_%d\"".formatted(COUNT.incrementAndGet());
            return new String(schema.readAllBytes(), UTF_8)
                    .replace("\"SERIALIZATION\"", "\"SERIALIZATION\", " + later);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
