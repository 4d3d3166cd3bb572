package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.arena.Arena;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** A topic's schema as a later release of its writer registers it; only its words are others. */
final class LaterSchema {

    private LaterSchema() {}

    /** Registers one and returns its id: ids count up. */
    static int register(Arena arena, String topic) {
        JsonMapper json = new JsonMapper();
        String body =
                json.writeValueAsString(Map.of("schemaType", "AVRO", "schema", schema(topic)));
        URI subject =
                URI.create(
                        "%s/apis/ccompat/v7/subjects/%s-value/versions"
                                .formatted(arena.parts().registryUrl(), topic));
        HttpRequest request =
                HttpRequest.newBuilder(subject)
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String answer = http.send(request, BodyHandlers.ofString()).body();
            return json.readTree(answer).path("id").intValue();
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

    private static String schema(String topic) {
        String file = "/avro/" + topic + ".avsc";
        try (InputStream schema =
                Objects.requireNonNull(LaterSchema.class.getResourceAsStream(file), file)) {
            return new String(schema.readAllBytes(), UTF_8)
                    .replaceFirst("\"doc\": \"", "\"doc\": \"" + UUID.randomUUID() + " ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
