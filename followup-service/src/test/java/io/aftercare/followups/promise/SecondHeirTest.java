package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.NotificationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest
class SecondHeirTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    private final String leaver = "leaver-" + UUID.randomUUID();
    private final String lisa = "lisa-" + UUID.randomUUID();
    private final String ola = "ola-" + UUID.randomUUID();

    /** A message key names one message for ever: a second one with it is dropped. */
    @Test
    void everyHeirHearsOfABreakByAMessageOfTheirOwn() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened("kari", "north");
        Instant due = clock.instant().plus(Duration.ofDays(3));
        UUID id = story.promiseId("p");
        story.tell(
                0,
                clock.instant(),
                new CasePromised(id, PromiseKind.OTHER, new DueInstant(due), leaver));
        story.awaitFact(PromiseMade.class);
        quiet.await();
        timers.at(due.plusMillis(1));
        story.awaitFact(PromiseBroken.class);
        handOver(leaver, lisa);
        handOver(lisa, ola);
        quiet.await();

        List<String> keys =
                story.letters().stream()
                        .filter(it -> it.getBody() instanceof Ask)
                        .filter(it -> isTo(it, lisa) || isTo(it, ola))
                        .map(NotificationRequest::getMessageKey)
                        .toList();
        assertThat(keys).hasSize(2).doesNotHaveDuplicates();
    }

    private static boolean isTo(NotificationRequest letter, String staffId) {
        return letter.getRecipient().equals("staff:" + staffId);
    }

    private void handOver(String from, String to) {
        rest.lead()
                .post()
                .uri("/staff/{id}/handover", from)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"" + to + "\", \"by\": \"lead1\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
