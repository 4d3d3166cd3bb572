package io.aftercare.followups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ApiDescriptionTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void isForRolesOnly() {
        rest.anybody().get().uri("/v3/api-docs").exchange().expectStatus().isUnauthorized();
        rest.publisher().get().uri("/v3/api-docs").exchange().expectStatus().isOk();
    }

    @Test
    void namesThePathsAndWhatTheyTake() {
        JsonNode paths = description().get("paths");

        assertThat(paths.propertyNames())
                .contains(
                        "/cases/{caseId}/promises",
                        "/promises",
                        "/promises/advice",
                        "/promises/unowned",
                        "/owners/{owner}/morning",
                        "/figures/promises");
        assertThat(paths.at("/~1promises/get/parameters").toString())
                .contains("dueBefore", "cursor");
    }

    @Test
    void itsExamplesWorkAsTheyAre() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        JsonNode paths = description().get("paths");

        String promise =
                new String(
                        post(
                                        "/cases/" + story.caseId + "/promises",
                                        "/cases/{caseId}/promises",
                                        paths)
                                .expectStatus()
                                .isCreated()
                                .expectBody()
                                .returnResult()
                                .getResponseBodyContent());
        String id = JSON.readTree(promise).get("id").asString();
        post("/promises/" + id + "/revisions", "/promises/{id}/revisions", paths)
                .expectStatus()
                .isCreated();
        post("/promises/" + id + "/withdrawn", "/promises/{id}/withdrawn", paths)
                .expectStatus()
                .isOk();
    }

    private RestTestClient.ResponseSpec post(String path, String template, JsonNode paths) {
        JsonNode example =
                paths.get(template).at("/post/requestBody/content/application~1json/example");
        return rest.agent()
                .post()
                .uri(path)
                .header("Idempotency-Key", "example")
                .contentType(MediaType.APPLICATION_JSON)
                .body(example.toString())
                .exchange();
    }

    private JsonNode description() {
        return JSON.readTree(
                rest.agent()
                        .get()
                        .uri("/v3/api-docs")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBodyContent());
    }
}
