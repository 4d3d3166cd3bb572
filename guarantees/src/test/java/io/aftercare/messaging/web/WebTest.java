package io.aftercare.messaging.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.aftercare.messaging.wire.Trace;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.bind.annotation.RestController;

/** Real requests over HTTP to a service that needs neither broker nor database. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = WebTest.Service.class,
        properties = {
            "aftercare.access.agent=the agents' secret",
            "aftercare.access.lead=the leads' secret",
            "aftercare.access.operator=the operators' secret",
            "aftercare.largest-body=2KB"
        })
class WebTest {

    private static final String AGENT = "the agents' secret";
    private static final String LEAD = "the leads' secret";
    private static final String OPERATOR = "the operators' secret";
    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    @Autowired
    WebTest(@LocalServerPort int port) {
        this.port = port;
    }

    // who may enter

    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/s/page"})
    void opensProbesAndPagesToEverybody(String path) throws Exception {
        assertThat(send(to(path)).statusCode()).isEqualTo(200);
        assertThat(send(to(path).method("HEAD", BodyPublishers.noBody())).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/things/1", "/unknown", "/error", "/actuator/health", "/livezz"})
    void asksForCredentialsEverywhereElse(String path) throws Exception {
        HttpResponse<String> answer = send(to(path));

        assertProblem(answer, 401);
        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .anyMatch(challenge -> challenge.startsWith("Basic "))
                .contains("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void takesBasicAndBearer() throws Exception {
        assertThat(send(to("/agents").header("Authorization", basic("agent", AGENT))).statusCode())
                .isEqualTo(200);
        assertThat(send(as(AGENT, "/agents")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesWrongCredentialsAlsoOnOpenPages() throws Exception {
        assertProblem(send(to("/agents").header("Authorization", basic("lead", AGENT))), 401);
        assertProblem(send(to("/agents").header("Authorization", basic("", AGENT))), 401);
        assertProblem(send(to("/agents").header("Authorization", "Basic ???")), 401);
        assertProblem(send(as("a guess of a secret", "/s/page")), 401);
    }

    @Test
    void keepsARoleToWhatItMay() throws Exception {
        assertProblem(send(as(OPERATOR, "/agents")), 403);
        assertProblem(send(as(AGENT, "/actuator/prometheus")), 403);
        assertThat(send(as(OPERATOR, "/actuator/prometheus")).statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhoMayNotDoSomethingNothingOfHowItIsDone() throws Exception {
        for (String body : List.of("{}", "{\"nmae\":1}", "{", "")) {
            assertProblem(
                    send(as(AGENT, "/operators").header("Content-Type", JSON).POST(text(body))),
                    403);
        }
        assertProblem(
                send(as(AGENT, "/operators").header("Content-Type", "text/plain").POST(text("x"))),
                403);
        assertProblem(send(as(OPERATOR, "/agents?limit=many")), 403);
        assertProblem(
                send(as(OPERATOR, "/operators").header("Content-Type", JSON).POST(text("{}"))),
                400);
    }

    @Test
    void letsALeadDoWhatAnAgentMay() throws Exception {
        assertThat(send(as(LEAD, "/agents")).statusCode()).isEqualTo(200);
    }

    @Test
    void sendsTheStandardHeaders() throws Exception {
        var headers = send(to("/s/page")).headers();

        assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
        assertThat(headers.firstValue("X-Robots-Tag")).hasValue("noindex");
        assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(headers.firstValue("Cache-Control").orElseThrow()).contains("no-store");
    }

    // how errors look

    @Test
    void namesFieldAndRuleOfARefusal() throws Exception {
        HttpResponse<String> answer = send(as(AGENT, "/refused"));

        assertBroken(answer, 409, "state", "must be open");
        assertThat(JsonPath.<String>read(answer.body(), "$.detail"))
                .isEqualTo("state must be open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\":\" \",\"at\":\"2026-01-01T00:00:00Z\"}          | name            | must not be blank",
                "{\"name\":\"a\",\"at\":\"yesterday\"}                     | at              | must be an instant, as 2026-05-31T09:30:00Z",
                "{\"name\":\"a\",\"parts\":[{\"colour\":\"PINK\"}]}        | parts[0].colour | must be one of RED, BLUE",
                "{\"name\":\"a\",\"parts\":[{\"count\":\"many\"}]}         | parts[0].count  | must be a whole number",
                "{\"name\":\"a\",\"parts\":[{\"count\":11}]}               | parts[0].count  | must be less than or equal to 10",
                "{\"name\":\"a\",\"parts\":{}}                             | parts           | must be a list",
                "{\"name\":\"a\",\"nmae\":\"b\"}                           | nmae            | must be a known field",
                "{\"name\":                                                | body            | `must be well-formed JSON, with each field once`",
                "{\"name\":\"a\",\"name\":\"b\"}                           | body            | `must be well-formed JSON, with each field once`",
                "{\"name\":\"a\",\"parts\":[{\"count\":99999999999}]}      | parts[0].count  | must be a number with fewer digits",
                "``                                                        | body            | must be given",
                "null                                                      | body            | must be given"
            })
    void namesFieldAndRuleOfABadBody(String body, String field, String rule) throws Exception {
        assertBroken(send(post("/things", body)), 400, field, rule);
    }

    /** Each says what is not what it looks like. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":7}                             | name            | must be a text",
                "{\"name\":true}                          | name            | must be a text",
                "{\"name\":\"a\",\"at\":1780219800}         | at              | must be an instant, as 2026-05-31T09:30:00Z",
                "{\"name\":\"a\",\"at\":\"1780219800\"}       | at              | must be an instant, as 2026-05-31T09:30:00Z",
                "{\"name\":\"a\",\"at\":\"\"}                 | at              | must be an instant, as 2026-05-31T09:30:00Z",
                "{\"name\":\"a\",\"day\":[2026,5,31]}       | day             | must be a date, as 2026-05-31",
                "{\"name\":\"a\",\"day\":20604}             | day             | must be a date, as 2026-05-31",
                "{\"name\":\"a\",\"day\":\"2026-05-31T00:00:00Z\"} | day       | must be a date, as 2026-05-31",
                "{\"name\":\"a\",\"parts\":[{\"colour\":0}]}  | parts[0].colour | must be one of RED, BLUE",
                "{\"name\":\"a\",\"parts\":[{\"colour\":\"1\"}]} | parts[0].colour | must be one of RED, BLUE",
                "{\"name\":\"a\",\"parts\":[{\"colour\":\"\"}]} | parts[0].colour | must be one of RED, BLUE",
                "{\"name\":\"a\",\"parts\":[{\"count\":1.5}]} | parts[0].count  | must be a whole number",
                "{\"name\":\"a\",\"parts\":[{\"count\":\"1\"}]} | parts[0].count  | must be a whole number",
                "{\"name\":\"a\",\"urgent\":1}              | urgent          | must be true or false",
                "{\"name\":\"a\",\"urgent\":\"true\"}         | urgent          | must be true or false",
                "{\"name\":\"a\",\"urgent\":\"\"}             | urgent          | must be true or false"
            })
    void takesNoValueOfAnotherKind(String body, String field, String rule) throws Exception {
        assertBroken(send(post("/things", body)), 400, field, rule);
    }

    @Test
    void listsAllBrokenRulesAlwaysInTheSameOrder() throws Exception {
        String body = "{\"name\":\"\",\"parts\":[{\"count\":11},{\"count\":12}]}";
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = send(post("/things", body));

            assertBroken(answer, 400, "name", "must not be blank");
            assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field"))
                    .containsExactly("name", "parts[0].count", "parts[1].count");
        }
    }

    @Test
    void tellsAtOnceWhatIsUnknownOfAnotherKindAndMissing() throws Exception {
        HttpResponse<String> answer =
                send(
                        post(
                                "/things",
                                """
                                {"nmae": "a", "at": "yesterday", "urgent": 1,
                                 "parts": [{"count": "many", "colour": "PINK"}, 3, {"count": 12}]}"""));

        assertBroken(answer, 400, "at", "must be an instant, as 2026-05-31T09:30:00Z");
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field"))
                .containsExactly(
                        "at",
                        "name",
                        "nmae",
                        "parts[0].colour",
                        "parts[0].count",
                        "parts[1]",
                        "urgent");
    }

    @Test
    void tellsNoMoreThanAnybodyReads() throws Exception {
        String fields =
                IntStream.range(0, 30)
                        .mapToObj(i -> "\"f%d\": {\"a\": []}".formatted(i))
                        .collect(Collectors.joining(", ", "{", "}"));

        HttpResponse<String> answer = send(post("/things", fields));

        assertBroken(answer, 400, "f0", "must be a known field");
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field")).hasSize(20);
    }

    @Test
    void namesParametersHeadersAndPathVariables() throws Exception {
        assertBroken(send(as(AGENT, "/things/x")), 400, "id", "must be a whole number");
        assertBroken(send(as(AGENT, "/search")), 400, "q", "must be given");
        assertBroken(send(as(AGENT, "/search?q=abcdef")), 400, "q", "must have a length of 0 to 5");
        assertBroken(send(as(AGENT, "/search?q=a&id=b")), 400, "id", "must be a UUID");
        assertBroken(send(as(AGENT, "/header")), 400, "X-Thing", "must be given");
    }

    @ParameterizedTest
    @CsvSource({
        "/things/%00, path",
        "/things/a%01, path",
        "/things/%0a, path",
        "/things/%7F, path",
        "/things/%c2%85, path",
        "/search?q=%00, q",
        "/search?q=a%0Ab, q",
        "/search?q=a&id=%C2%9F, id",
        "/search?q%00=a, query",
        "/unknown?%00%22=, query"
    })
    void refusesControlCharactersWhereverTheyAre(String path, String field) throws Exception {
        assertBroken(send(as(AGENT, path)), 400, field, "must have no control characters");
    }

    @Test
    void refusesControlCharactersInHeaders() throws Exception {
        // as UTF-8 it is a letter, but headers are read byte by byte
        String header = new String("\u00c0".getBytes(UTF_8), ISO_8859_1);

        assertThat(raw("/header", "X-Thing: " + header))
                .contains(" 400 ", "application/problem+json")
                .contains("headers must have no control characters");
    }

    /** What does not get as far as to a filter. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/things/%zz",
                "/things/%ff",
                "/things/a\u0001",
                "/search?q=\u0001",
                "/search?q=[a]",
                "nowhere"
            })
    void namesThePathAlsoWhereTheServerCannotReadIt(String target) throws Exception {
        assertThat(raw(target, "X-Thing: a"))
                .contains(" 400 ", "application/problem+json")
                .contains("\"field\":\"path\",\"rule\":\"must, as the query, be of printable");
    }

    @Test
    void refusesAQueryThatIsNoText() throws Exception {
        assertThat(raw("/search?q=%zz", "X-Thing: a"))
                .contains(" 400 ", "q must be percent-encoded UTF-8");
        assertBroken(send(as(AGENT, "/search?q=%ff")), 400, "q", "must be percent-encoded UTF-8");
    }

    @Test
    void takesLettersOfAllLanguages() throws Exception {
        assertThat(send(as(AGENT, "/search?q=%C3%A5+%D0%96")).body()).isEqualTo("å Жnull");
    }

    @Test
    void refusesParametersThatNobodyReads() throws Exception {
        HttpResponse<String> answer = send(as(AGENT, "/search?query=a&q=b&page=2"));

        assertBroken(answer, 400, "page", "must be one of q, id");
        assertThat(JsonPath.<List<String>>read(answer.body(), "$.errors[*].field"))
                .containsExactly("page", "query");
        assertBroken(send(as(AGENT, "/search?Q=a&q=b")), 400, "Q", "must be one of q, id");
        assertBroken(
                send(post("/things?dry=true", "{}")),
                400,
                "dry",
                "must not be given: nothing can be asked for here");
    }

    @Test
    void refusesAParameterThatIsGivenTwice() throws Exception {
        assertBroken(send(as(AGENT, "/search?q=a&q=b")), 400, "q", "must be given once");
    }

    @Test
    void asksForTheRoleBeforeItReadsAParameter() throws Exception {
        assertProblem(send(as(OPERATOR, "/agents?stat=OPEN")), 403);
    }

    @Test
    void takesWhatMailProgramsAddToLinks() throws Exception {
        assertThat(send(to("/s/letter?utm_source=mail")).body()).isEqualTo("letter");
    }

    @Test
    void rendersWhatTheServerItselfRefuses() throws Exception {
        assertProblem(send(as(AGENT, "/unknown")), 404);
        assertProblem(send(as(AGENT, "/error")), 404);
        assertBroken(
                send(as(AGENT, "/a//b")),
                400,
                "path",
                "must be plain, without //, ; or an encoded slash or percent sign");
        HttpResponse<String> notAllowed = send(as(AGENT, "/things"));
        assertProblem(notAllowed, 405);
        assertThat(notAllowed.headers().firstValue("Allow")).hasValue("POST");
        assertProblem(
                send(as(AGENT, "/things").header("Content-Type", "text/plain").POST(text("x"))),
                415);
    }

    @Test
    void refusesALargeBodyWithOrWithoutItsLength() throws Exception {
        String large = "{\"name\":\"" + "a".repeat(3000) + "\"}";

        assertProblem(send(post("/things", large)), 413);
        assertProblem(
                send(
                        as(AGENT, "/things")
                                .header("Content-Type", JSON)
                                .POST(BodyPublishers.ofByteArrays(List.of(large.getBytes())))),
                413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/fault", "/error-thrown"})
    void tellsNothingOfAFault(String path) throws Exception {
        HttpResponse<String> answer = send(as(AGENT, path));

        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret detail").doesNotContain("Exception");
    }

    @Test
    void asksToComeBackWhileTheDatabaseIsAway() throws Exception {
        HttpResponse<String> answer = send(as(AGENT, "/away"));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void takesTheTraceOfTheRequestAndForgetsIt() throws Exception {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        assertThat(send(to("/s/trace").header("traceparent", trace)).body()).isEqualTo(trace);
        for (int i = 0; i < 20; i++) {
            assertThat(send(to("/s/trace")).body()).isEqualTo("none");
        }
    }

    private static void assertBroken(
            HttpResponse<String> answer, int status, String field, String rule) {
        assertProblem(answer, status);
        assertThat(JsonPath.<String>read(answer.body(), "$.field")).isEqualTo(field);
        assertThat(JsonPath.<String>read(answer.body(), "$.rule")).isEqualTo(rule);
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(JsonPath.<Integer>read(answer.body(), "$.status")).isEqualTo(status);
        assertThat(answer.body()).doesNotContain("trace", "java.", "timestamp");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpRequest.Builder as(String secret, String path) {
        return to(path).header("Authorization", "Bearer " + secret);
    }

    private HttpRequest.Builder post(String path, String body) {
        return as(AGENT, path).header("Content-Type", JSON).POST(text(body));
    }

    private static HttpRequest.BodyPublisher text(String body) {
        return BodyPublishers.ofString(body);
    }

    /** Takes what a client would not send. */
    private String raw(String target, String header) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            String request =
                    "GET %s HTTP/1.1\r\nHost: here\r\nConnection: close\r\n%s\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(target, header, AGENT);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes());
    }

    @EnableAutoConfiguration(
            excludeName = {
                "io.aftercare.messaging.MessagingAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
            })
    @Import({Things.class, Letters.class})
    static class Service {}

    enum Colour {
        UNKNOWN,
        RED,
        BLUE
    }

    record Part(@Max(10) @Nullable Integer count, @Nullable Colour colour) {}

    record Thing(
            @NotBlank String name,
            @Nullable Instant at,
            @Nullable LocalDate day,
            @Nullable Boolean urgent,
            @Nullable List<@Valid Part> parts) {}

    /** A page for customers. */
    @Controller
    static class Letters {

        @GetMapping("/s/letter")
        @ResponseBody
        String letter() {
            return "letter";
        }
    }

    @RestController
    static class Things {

        @PostMapping("/things")
        String make(@RequestBody @Valid Thing thing) {
            return thing.name();
        }

        @GetMapping("/things/{id}")
        int get(@PathVariable int id) {
            return id;
        }

        @GetMapping("/search")
        String search(
                @RequestParam @Size(max = 5) String q, @RequestParam(required = false) UUID id) {
            return q + id;
        }

        @GetMapping("/header")
        String header(@RequestHeader("X-Thing") String thing) {
            return thing;
        }

        @GetMapping("/agents")
        @PreAuthorize("hasRole('AGENT')")
        String agents(@RequestParam(defaultValue = "1") int limit) {
            return "agents " + limit;
        }

        @PostMapping("/operators")
        @PreAuthorize("hasRole('OPERATOR')")
        String operate(@RequestBody @Valid Thing thing) {
            return thing.name();
        }

        @GetMapping("/refused")
        String refused() {
            throw new Refusal(HttpStatus.CONFLICT, "state", "must be open");
        }

        @GetMapping("/fault")
        String fault() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/error-thrown")
        String error() {
            throw new StackOverflowError("secret detail");
        }

        @GetMapping("/away")
        String away() {
            throw new DataAccessResourceFailureException(
                    "secret detail",
                    new SQLException("refused", "08001", new ConnectException("refused")));
        }

        @GetMapping("/s/page")
        String page() {
            return "page";
        }

        @GetMapping("/s/trace")
        String trace() {
            String trace = Trace.current();
            return trace == null ? "none" : trace;
        }
    }
}
