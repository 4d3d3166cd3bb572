package io.aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.Rest;
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

    @Autowired private Rest rest;

    @Test
    void isForRolesOnly() {
        rest.anybody().get().uri("/v3/api-docs").exchange().expectStatus().isUnauthorized();
        rest.agent().get().uri("/v3/api-docs").exchange().expectStatus().isOk();
    }

    @Test
    void itsExampleWorksAsItIsAndPastedTwice() {
        JsonNode paths =
                JSON.readTree(
                                rest.publisher()
                                        .get()
                                        .uri("/v3/api-docs")
                                        .exchange()
                                        .expectStatus()
                                        .isOk()
                                        .expectBody()
                                        .returnResult()
                                        .getResponseBodyContent())
                        .get("paths");
        assertThat(paths.propertyNames()).contains("/reports", "/cases/{caseId}", "/refusals");
        String example =
                paths.get("/reports")
                        .at("/post/requestBody/content/application~1json/example")
                        .toString();

        report(example).expectStatus().isCreated();
        report(example).expectStatus().isOk();
    }

    private RestTestClient.ResponseSpec report(String body) {
        return rest.publisher()
                .post()
                .uri("/reports")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
