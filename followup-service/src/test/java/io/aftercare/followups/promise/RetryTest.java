package io.aftercare.followups.promise;

import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The same request with the same key gets the same answer, whatever happened meanwhile. */
@ServiceTest
class RetryTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void aPromiseIsMadeOnceWithItsKeyAlsoIfItWasHandedOverMeanwhile() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        String leaver = "leaver-" + UUID.randomUUID();
        String body =
                "{\"kind\": \"OTHER\", \"dueAt\": \"%s\", \"owner\": \"%s\"}"
                        .formatted(soon(), leaver);
        promise(story, body).expectStatus().isCreated();
        rest.lead()
                .post()
                .uri("/staff/{id}/handover", leaver)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"lisa\", \"by\": \"lead1\"}")
                .exchange()
                .expectStatus()
                .isOk();

        promise(story, body).expectStatus().isOk();
        promise(story, body.replace(leaver, "somebody-else")).expectStatus().isEqualTo(409);
    }

    @Test
    void aDateIsGivenOnceWithItsKeyAlsoIfItsNoteWasForgottenMeanwhile() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        promise(story, "{\"kind\": \"OTHER\", \"dueAt\": \"%s\"}".formatted(soon()))
                .expectStatus()
                .isCreated();
        UUID id = Ids.of("rest-promise", story.caseId, "k");
        String body =
                """
                {"dueAt": "%s", "reason": "WEATHER", "initiative": "US", "note": "Snow"}"""
                        .formatted(soon().plusSeconds(60));
        revise(id, body).expectStatus().isCreated();
        story.wantsToBeForgotten();
        quiet.await();

        revise(id, body).expectStatus().isOk();
    }

    private Instant soon() {
        return clock.instant().plus(Duration.ofDays(3));
    }

    private ResponseSpec promise(CaseStory story, String body) {
        return rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec revise(UUID id, String body) {
        return rest.agent()
                .post()
                .uri("/promises/{id}/revisions", id)
                .header("Idempotency-Key", "r")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }
}
