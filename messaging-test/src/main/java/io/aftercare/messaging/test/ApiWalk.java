package io.aftercare.messaging.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.RequestBodySpec;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes a service's description of its REST at its word: sends its examples as they are, in the
 * role that it names, and looks whether the answers are as it says.
 */
public final class ApiWalk {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NONE = "";

    private final Rest rest;
    private final JsonNode api;
    private final Set<String> left = new TreeSet<>();
    private final Map<String, String> said = new HashMap<>();

    public ApiWalk(Rest rest) {
        this.rest = rest;
        this.api =
                JSON.readTree(
                        rest.agent()
                                .get()
                                .uri("/v3/api-docs")
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .expectBody()
                                .returnResult()
                                .getResponseBodyContent());
        operations().forEach(it -> examples(it).forEach(example -> left.add(it + " " + example)));
    }

    /** All of them, as {@code POST /reports}. */
    public List<String> operations() {
        List<String> operations = new ArrayList<>();
        api.get("paths")
                .forEachEntry(
                        (path, item) ->
                                item.propertyNames()
                                        .forEach(
                                                verb ->
                                                        operations.add(
                                                                verb.toUpperCase(Locale.ROOT)
                                                                        + " "
                                                                        + path)));
        return operations;
    }

    /** What the description says of it. */
    public JsonNode operation(String name) {
        String[] parts = name.split(" ");
        return api.get("paths").get(parts[1]).get(parts[0].toLowerCase(Locale.ROOT));
    }

    /** What the description says of a record. */
    public JsonNode schema(String name) {
        return api.get("components").get("schemas").get(name);
    }

    /** From now on a parameter of this name has this value in place of its example. */
    public ApiWalk with(String parameter, Object value) {
        said.put(parameter, value.toString());
        return this;
    }

    /** Looks at what does not depend on any request. */
    public void isComplete(String name) {
        JsonNode operation = operation(name);
        assertThat(operation.path("summary").asString("")).as(name).isNotBlank();
        assertThat(operation.path("description").asString("")).as(name).startsWith("For the roles");
        assertThat(successes(name)).as(name).isNotEmpty();
        for (String refused : List.of("400", "401", "403")) {
            assertThat(schema(operation, refused, "application/problem+json").asString(""))
                    .as(name + " " + refused)
                    .endsWith("/Problem");
        }
        if (operation.has("requestBody")) {
            assertThat(examples(name)).as(name).doesNotContain(NONE);
        }
    }

    /** Sends all examples of it, or just the request if it has no body. */
    public void send(String name) {
        examples(name).forEach(example -> send(name, example));
    }

    /**
     * @return what was answered
     */
    public JsonNode send(String name, String example) {
        JsonNode operation = operation(name);
        JsonNode body =
                operation
                        .at("/requestBody/content/application~1json/examples")
                        .path(example)
                        .path("value");
        List<JsonNode> parameters = List.copyOf(operation.path("parameters").values());
        JsonNode answer = exchange(name, uri(name, parameters, Map.of()), body);
        left.remove(name + " " + example);
        for (JsonNode parameter : parameters) {
            for (JsonNode one : parameter.path("schema").path("enum")) {
                exchange(
                        name,
                        uri(
                                name,
                                parameters,
                                Map.of(parameter.get("name").asString(), one.asString())),
                        body);
            }
        }
        return answer;
    }

    /** Every example was sent. */
    public void isDone() {
        assertThat(left).isEmpty();
    }

    private List<String> examples(String name) {
        JsonNode examples = operation(name).at("/requestBody/content/application~1json/examples");
        return examples.isEmpty() ? List.of(NONE) : List.copyOf(examples.propertyNames());
    }

    private List<Integer> successes(String name) {
        return operation(name).get("responses").propertyNames().stream()
                .map(Integer::valueOf)
                .filter(status -> status < 300)
                .toList();
    }

    private JsonNode exchange(String name, URI uri, JsonNode body) {
        HttpMethod method = HttpMethod.valueOf(name.substring(0, name.indexOf(' ')));
        RequestBodySpec request = client(name).method(method).uri(uri);
        for (JsonNode parameter : operation(name).path("parameters")) {
            if (parameter.get("in").asString().equals("header")) {
                request.header(parameter.get("name").asString(), value(parameter));
            }
        }
        if (!body.isMissingNode()) {
            request.contentType(MediaType.APPLICATION_JSON).body(body.toString());
        }
        var answer = request.exchange().expectBody().returnResult();
        String text = new String(answer.getResponseBodyContent(), UTF_8);
        assertThat(answer.getStatus().value()).as("%s: %s", uri, text).isIn(successes(name));
        JsonNode content = JSON.readTree(text);
        String status = String.valueOf(answer.getStatus().value());
        JsonNode schema =
                operation(name)
                        .get("responses")
                        .get(status)
                        .at("/content/application~1json/schema");
        assertThat(schema.isMissingNode()).as(name).isFalse();
        isAsSaid(name, content, schema);
        return content;
    }

    /** What must be there is there, and is null only if it may be. */
    private void isAsSaid(String where, JsonNode value, JsonNode schema) {
        JsonNode of = resolved(schema);
        for (JsonNode choice : of.path("oneOf")) {
            if (!value.isNull() && choice.has("$ref")) {
                isAsSaid(where, value, choice);
            }
        }
        if (value.isArray()) {
            value.forEach(it -> isAsSaid(where + "[]", it, of.path("items")));
            return;
        }
        for (JsonNode required : of.path("required")) {
            assertThat(value.hasNonNull(required.asString()))
                    .as("%s.%s", where, required.asString())
                    .isTrue();
        }
        of.path("properties")
                .forEachEntry(
                        (name, property) -> {
                            JsonNode inner = value.path(name);
                            String path = where + "." + name;
                            if (inner.isNull()) {
                                assertThat(mayBeNull(property)).as(path).isTrue();
                            } else if (!inner.isMissingNode()) {
                                isAsSaid(path, inner, property);
                            }
                        });
        if (of.has("properties")) {
            value.propertyNames()
                    .forEach(it -> assertThat(of.get("properties").has(it)).as(it).isTrue());
        }
    }

    private static boolean mayBeNull(JsonNode schema) {
        return schema.toString().contains("\"null\"");
    }

    private JsonNode resolved(JsonNode schema) {
        String ref = schema.path("$ref").asString("");
        return ref.isEmpty() ? schema : api.requiredAt(ref.substring(1));
    }

    private static JsonNode schema(JsonNode operation, String status, String type) {
        return operation
                .path("responses")
                .path(status)
                .path("content")
                .path(type)
                .at("/schema/$ref");
    }

    private RestTestClient client(String name) {
        String roles = operation(name).get("description").asString();
        if (roles.contains("agent")) {
            return rest.agent();
        }
        if (roles.contains("lead")) {
            return rest.lead();
        }
        return roles.contains("operator") ? rest.operator() : rest.publisher();
    }

    private URI uri(String name, List<JsonNode> parameters, Map<String, String> besides) {
        Map<String, String> values = new HashMap<>();
        parameters.forEach(it -> values.put(it.get("name").asString(), value(it)));
        values.putAll(besides);
        UriComponentsBuilder uri = UriComponentsBuilder.fromUriString(rest.address());
        uri.path(name.substring(name.indexOf(' ') + 1));
        for (JsonNode parameter : parameters) {
            String of = parameter.get("name").asString();
            boolean isAsked = besides.containsKey(of);
            if (parameter.get("in").asString().equals("query")
                    && (isAsked || parameter.path("required").asBoolean())) {
                uri.queryParam(of, "{" + of + "}");
            }
        }
        return uri.encode().buildAndExpand(values).toUri();
    }

    private String value(JsonNode parameter) {
        String example =
                parameter
                        .path("example")
                        .asString(parameter.path("schema").path("enum").path(0).asString(""));
        return said.getOrDefault(parameter.get("name").asString(), example);
    }
}
