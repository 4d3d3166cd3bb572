package io.aftercare.followups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.test.ApiWalk;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class ApiDescriptionTest {

    private static final String MAKE = "POST /cases/{caseId}/promises";

    private static final String CONDITION = "under a condition, with another Idempotency-Key";

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void isForRolesOnly() {
        rest.anybody().get().uri("/v3/api-docs").exchange().expectStatus().isUnauthorized();
        rest.publisher().get().uri("/v3/api-docs").exchange().expectStatus().isOk();
    }

    @Test
    void saysOfEveryOperationWhatItDoesAndHowItAnswers() {
        ApiWalk walk = new ApiWalk(rest);

        assertThat(walk.operations())
                .hasSize(19)
                .allSatisfy(walk::isComplete)
                .contains(MAKE, "GET /promises", "GET /owners/{owner}/morning");
        assertThat(walk.operation(MAKE).get("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "201", "400", "401", "403", "404", "409");
        assertThat(walk.operation("GET /promises").get("responses").propertyNames())
                .containsExactlyInAnyOrder("200", "400", "401", "403");
        assertThat(walk.operation("GET /promises").get("parameters").toString())
                .contains("dueBefore", "cursor", "AWAITING_CUSTOMER");
    }

    @Test
    void itsExamplesWorkAsTheyAre() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        ApiWalk walk = new ApiWalk(rest).with("caseId", story.caseId);

        // of this one the owner is warned, it gets another date, and is kept
        walk.with("id", walk.send(MAKE, "a day").get("id").asString());
        Instant due = Instant.parse(walk.send("GET /promises/{id}", "").get("dueAt").asString());
        timers.at(due.minus(Duration.ofHours(4)));
        walk.send("POST /promises/{id}/answers");
        walk.send("POST /promises/{id}/revisions");
        walk.send("POST /promises/{id}/revisions");
        walk.send("POST /promises/{id}/kept");
        // this one waits for the customer, who changes their mind
        walk.with("Idempotency-Key", "another");
        walk.with("id", walk.send(MAKE, CONDITION).get("id").asString());
        walk.send(MAKE, CONDITION);
        walk.send("POST /promises/{id}/met");
        walk.send("POST /promises/{id}/withdrawn");
        walk.send("POST /cases/{caseId}/calls");
        walk.send("POST /staff/{staffId}/handover");
        walk.send("POST /staff/{staffId}/handover/end");
        quiet.await();
        walk.operations().stream().filter(it -> it.startsWith("GET ")).forEach(walk::send);

        walk.isDone();
    }
}
