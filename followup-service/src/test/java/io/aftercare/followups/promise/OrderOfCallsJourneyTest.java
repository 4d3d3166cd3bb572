package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Initiative;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.RevisionReason;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.notifications.Purpose;
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
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

/** What happened before it is heard of counts as if it had been heard of at once. */
@ServiceTest
class OrderOfCallsJourneyTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void aCallKeepsACallbackWhoseConditionHadBeenMetBeforeIt() {
        CaseStory story = opened();
        Instant made = clock.instant();
        UUID before = awaiting(story, "CALLBACK", "before");
        UUID after = awaiting(story, "CALLBACK", "after");
        clock.set(made.plus(HOUR.multipliedBy(2)));
        call(story, "REACHED");
        assertState(before).isEqualTo("AWAITING_CUSTOMER");
        clock.set(made.plus(HOUR.multipliedBy(4)));
        met(before, made.plus(HOUR));
        met(after, made.plus(HOUR.multipliedBy(3)));

        assertState(before).isEqualTo("KEPT");
        assertState(after).isEqualTo("OPEN");
    }

    @Test
    void aDeliveredMessageKeepsAnUpdateWhoseConditionHadBeenMetBeforeIt() {
        CaseStory story = opened();
        Instant made = clock.instant();
        UUID update = awaiting(story, "UPDATE", "k");
        clock.set(made.plus(HOUR.multipliedBy(2)));
        story.delivered("k", Purpose.SOLVED_CHECK, clock.instant());
        quiet.await();
        met(update, made.plus(HOUR));

        assertState(update).isEqualTo("KEPT");
    }

    @Test
    void aTryCountsForTheDateThatStoodWhenItWasMadeAlsoIfTheSourceTellsOfThatLater() {
        CaseStory story = opened();
        Instant made = clock.instant();
        UUID id = story.promised("p", PromiseKind.CALLBACK, made.plus(HOUR.multipliedBy(20)));
        quiet.await();
        clock.set(made.plus(HOUR.multipliedBy(2)));
        call(story, "NO_ANSWER");
        story.tell(
                0,
                made.plus(HOUR),
                new CasePromiseRevised(
                        id,
                        new DueInstant(made.plus(HOUR.multipliedBy(30))),
                        RevisionReason.PARTS_MISSING,
                        Initiative.US,
                        null));
        story.awaitFact(PromiseRevised.class);
        quiet.await();

        rest.agent()
                .get()
                .uri("/promises/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.revisions[0].watch.attempts")
                .value(it -> assertThat(it).isNull())
                .jsonPath("$.revisions[1].watch.attempts.first")
                .isEqualTo(clock.instant().toString());
    }

    private CaseStory opened() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        quiet.await();
        return story;
    }

    private UUID awaiting(CaseStory story, String kind, String key) {
        rest.agent()
                .post()
                .uri("/cases/{id}/promises", story.caseId)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"kind": "%s", "condition": {"text": "IBAN", "days": 5}}"""
                                .formatted(kind))
                .exchange()
                .expectStatus()
                .isCreated();
        return Ids.of("rest-promise", story.caseId, key);
    }

    private void met(UUID id, Instant at) {
        rest.agent()
                .post()
                .uri("/promises/{id}/met", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"occurredAt\": \"%s\"}".formatted(at))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void call(CaseStory story, String outcome) {
        rest.agent()
                .post()
                .uri("/cases/{id}/calls", story.caseId)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"outcome\": \"%s\", \"by\": \"kari\"}".formatted(outcome))
                .exchange()
                .expectStatus()
                .isCreated();
        quiet.await();
    }

    private AbstractStringAssert<?> assertState(UUID id) {
        String[] found = new String[1];
        rest.agent()
                .get()
                .uri("/promises/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.state")
                .value(state -> found[0] = String.valueOf(state));
        return assertThat(found[0]);
    }
}
