package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.contacts.Contact;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Priority;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

/** One named person answers for each promise. */
@ServiceTest
class NobodysPromisesTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void whatWaitsForTheCustomerAndNobodyAnswersForIsAmongWhatNobodyAnswersFor() {
        CaseStory story = new CaseStory(publishing, sent, clock);
        story.tell(
                0,
                clock.instant(),
                new CaseOpened(
                        "crm",
                        story.caseId.toString(),
                        CaseKind.FAULT,
                        null,
                        null,
                        Priority.NORMAL,
                        null,
                        null,
                        null,
                        Handling.NORMAL,
                        false));
        quiet.await();
        rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"kind\": \"REFUND\", \"condition\": {\"text\": \"IBAN\", \"days\": 5}}")
                .exchange()
                .expectStatus()
                .isCreated();

        UUID id = Ids.of("rest-promise", story.caseId, "k");
        rest.agent()
                .get()
                .uri("/promises/unowned?limit=500")
                .exchange()
                .expectBody(String.class)
                .value(body -> assertThat(body).contains(id.toString()));
    }

    @Test
    void nothingIsHandedOverToSomebodyWhoIsGone() {
        String gone = "gone-" + UUID.randomUUID();
        publishing.send(
                Topics.CONTACTS, "staff:" + gone, Contact.newBuilder().setVersion(1).build());
        publishing.tombstone(Topics.CONTACTS, "staff:" + gone);
        quiet.await();

        rest.lead()
                .post()
                .uri("/staff/{id}/handover", "leaver-" + UUID.randomUUID())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"" + gone + "\", \"by\": \"lead1\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(400);
    }
}
