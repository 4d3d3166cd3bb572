package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import java.io.ByteArrayOutputStream;
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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import tools.jackson.databind.json.JsonMapper;

/** The inputs' schema as a later release of their writer registers it: one more kind of trap. */
final class LaterSchema {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private LaterSchema() {}

    /** Registers one and returns its id; the next one's is greater by one. */
    static int register(Arena arena) {
        return register(arena, schema());
    }

    private static int register(Arena arena, String schema) {
        JsonMapper json = new JsonMapper();
        String body = json.writeValueAsString(Map.of("schemaType", "AVRO", "schema", schema));
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

    /** An input of a type that only a later schema has. */
    static byte[] multiply(Arena arena) throws IOException {
        String later =
                schema().replace(
                                "{\"type\": \"record\", \"name\": \"Silence\"",
                                """
                        {"type": "record", "name": "Multiply",
                         "fields": [{"name": "by", "type": "int"}]},
                        {"type": "record", "name": "Silence\"""");
        Schema schema = new Schema.Parser().parse(later);
        Schema type = schema.getField("body").schema().getTypes().get(2);
        GenericRecord body = new GenericData.Record(type);
        body.put("by", 2);
        GenericRecord input = new GenericData.Record(schema);
        input.put("eventId", UUID.randomUUID().toString());
        input.put("sequence", 1L);
        input.put("occurredAt", 0L);
        input.put("recordedAt", 0L);
        input.put("body", body);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[5]);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(input, encoder);
        encoder.flush();
        return withId(bytes.toByteArray(), register(arena, later));
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
