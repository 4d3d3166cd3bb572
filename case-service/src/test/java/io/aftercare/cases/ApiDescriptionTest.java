package io.aftercare.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.ApiWalk;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ApiDescriptionTest {

    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void isForRolesOnly() {
        rest.anybody().get().uri("/v3/api-docs").exchange().expectStatus().isUnauthorized();
        rest.agent().get().uri("/v3/api-docs").exchange().expectStatus().isOk();
    }

    @Test
    void saysOfEveryOperationWhatItDoesAndHowItAnswers() {
        ApiWalk walk = new ApiWalk(rest);

        assertThat(walk.operations())
                .hasSize(14)
                .allSatisfy(walk::isComplete)
                .contains("POST /reports", "GET /cases/{caseId}");
        assertThat(walk.operation("POST /reports").get("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "201", "202", "400", "401", "403", "409");
        assertThat(walk.operation("GET /cases/{caseId}").get("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403", "404");
    }

    @Test
    void namesTheCodesThatMayBeSentAndNotTheOneOfLaterVersions() {
        JsonNode opened =
                new ApiWalk(rest).schema("io.aftercare.cases.intake.ReportRequest.Opened");

        assertThat(opened.findValue("kind").get("enum").toString())
                .contains("\"FAULT\"")
                .doesNotContain("UNKNOWN");
    }

    @Test
    void itsExamplesWorkAsTheyAreAndPastedTwice() {
        ApiWalk walk = new ApiWalk(rest);
        walk.send("POST /reports", "Opened");
        walk.send("POST /reports", "Resolved");
        quiet.await();
        for (int i = 0; i < 2; i++) {
            walk.send("POST /reports");
            walk.send("PUT /cases/{caseId}/wish");
            walk.send("POST /cases/{caseId}/corrections");
            walk.send("PUT /figures/denominators/{product}/{week}");
            walk.send("POST /staff/{staffId}/handover");
            walk.send("POST /staff/{staffId}/handover/end");
        }
        quiet.await();
        walk.operations().stream().filter(it -> it.startsWith("GET ")).forEach(walk::send);

        walk.isDone();
    }
}
