package io.aftercare.schemas;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The few calls of the Confluent-compatible registry API that registering needs. */
final class RegistryApi implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Pattern LEVEL =
            Pattern.compile("\"compatibilityLevel\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(\\d+)");
    private static final int CONFLICT = 409;
    private static final int LONGEST_QUOTE = 2_000;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String api;

    RegistryApi(URI registry) {
        api = registry.toString().replaceAll("/+$", "") + "/apis/ccompat/v7";
    }

    void setCompatibility(String subject, String rule) {
        String body = "{\"compatibility\": \"" + rule + "\"}";
        answer("PUT", "/config/" + subject, body);
    }

    String compatibility(String subject) {
        return found(LEVEL, answer("GET", "/config/" + subject, null));
    }

    /** Returns the id of the schema, a new one or that of the same schema registered before. */
    int register(String subject, String schema) {
        String body = "{\"schemaType\": \"AVRO\", \"schema\": " + quoted(schema) + "}";
        return Integer.parseInt(
                found(ID, answer("POST", "/subjects/" + subject + "/versions", body)));
    }

    private Answer answer(String method, String path, @Nullable String body) {
        Answer answer = new Answer(method + " " + api + path, send(method, path, body));
        if (answer.status() == CONFLICT) {
            throw new PreparationFailedException(
                    answer.call() + ": the new schema is incompatible: " + answer.quote());
        }
        if (answer.status() != 200) {
            throw new PreparationFailedException(
                    answer.call() + " was answered " + answer.status() + ": " + answer.quote());
        }
        return answer;
    }

    private HttpResponse<String> send(String method, String path, @Nullable String body) {
        try {
            return http.send(request(method, path, body), BodyHandlers.ofString());
        } catch (IOException | IllegalArgumentException e) {
            throw new PreparationFailedException("Registry " + api + " cannot be reached: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PreparationFailedException("Interrupted while asking registry " + api, e);
        }
    }

    private HttpRequest request(String method, String path, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create(api + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .method(
                        method,
                        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
    }

    private static String found(Pattern pattern, Answer answer) {
        Matcher matcher = pattern.matcher(answer.body());
        if (!matcher.find()) {
            throw new PreparationFailedException(
                    answer.call() + " was answered without " + pattern + ": " + answer.quote());
        }
        return matcher.group(1);
    }

    /** A schema's own JSON has no raw control characters, so these two suffice. */
    private static String quoted(String json) {
        return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        http.close();
    }

    private record Answer(String call, int status, String body) {

        Answer(String call, HttpResponse<String> response) {
            this(call, response.statusCode(), response.body());
        }

        String quote() {
            return body.length() <= LONGEST_QUOTE ? body : body.substring(0, LONGEST_QUOTE) + "…";
        }
    }
}
