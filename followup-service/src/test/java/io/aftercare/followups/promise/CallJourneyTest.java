package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.CallOutcome;
import io.aftercare.events.followups.CustomerCalled;
import io.aftercare.events.followups.PromiseAttempted;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseOutcome;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.TakeBack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class CallJourneyTest {

    private static final Duration MS = Duration.ofMillis(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    @Test
    void aCallThatReachesTheCustomerKeepsWhatWasToCallThemOrToLetThemHear() {
        CaseStory story = knownCase();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID callback = story.promised("callback", PromiseKind.CALLBACK, due);
        UUID update = story.promised("update", PromiseKind.UPDATE, due);
        UUID other = story.promised("other", PromiseKind.OTHER, due);
        quiet.await();

        call(story, "k", "{\"outcome\": \"REACHED\", \"by\": \"kari\"}").expectStatus().isCreated();
        call(story, "k", "{\"outcome\": \"REACHED\", \"by\": \"kari\"}").expectStatus().isOk();
        call(story, "k", "{\"outcome\": \"VOICEMAIL\", \"by\": \"kari\"}")
                .expectStatus()
                .isEqualTo(409);
        quiet.await();

        UUID id = Ids.of("rest-call", story.caseId, "k");
        assertThat(story.facts())
                .filteredOn(CustomerCalled.class::isInstance)
                .containsExactly(new CustomerCalled(id, CallOutcome.REACHED, "kari", List.of()));
        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactlyInAnyOrder(callback, update)
                .doesNotContain(other);
        rest.agent()
                .get()
                .uri("/cases/{id}/calls", story.caseId)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.calls.length()")
                .isEqualTo(1)
                .jsonPath("$.calls[0].by")
                .isEqualTo("kari");
    }

    @Test
    void aCallKeepsAPromiseThatWasMadeBeforeItAndIsHeardOfAfterwards() {
        CaseStory story = knownCase();
        Instant called = clock.instant();
        call(story, "k", "{\"outcome\": \"REACHED\", \"by\": \"kari\"}").expectStatus().isCreated();
        quiet.await();
        UUID before = story.promiseId("before");
        UUID after = story.promiseId("after");
        DueInstant due = new DueInstant(called.plus(Duration.ofDays(1)));
        story.tell(
                0,
                called.minus(Duration.ofHours(1)),
                new CasePromised(before, PromiseKind.CALLBACK, due, null));
        story.tell(
                0,
                called.plus(Duration.ofMinutes(1)),
                new CasePromised(after, PromiseKind.CALLBACK, due, null));
        quiet.await();

        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(before);
    }

    @Test
    void aCustomerWhoCouldNotBeReachedIsWrittenToAndThePromiseIsNotBroken() {
        CaseStory story = knownCase();
        Instant first = clock.instant();
        Instant due = first.plus(Duration.ofDays(2));
        UUID id = story.promised("p", PromiseKind.CALLBACK, due);
        story.awaitFact(PromiseMade.class);
        call(story, "1", "{\"outcome\": \"NO_ANSWER\", \"by\": \"kari\"}")
                .expectStatus()
                .isCreated();
        timers.at(first.plus(Duration.ofHours(3)));
        call(story, "2", "{\"outcome\": \"VOICEMAIL\", \"by\": \"kari\"}")
                .expectStatus()
                .isCreated();
        timers.due();
        quiet.await();
        String key = "PROMISE_ATTEMPTED:" + id + ":1:0";
        assertThat(story.letters())
                .filteredOn(it -> it.getMessageKey().equals(key))
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.getRecipient()).isEqualTo("person:" + story.person);
                            assertThat(((Ask) it.getBody()).getNotAfter()).isEqualTo(due);
                        });

        story.delivered(key, Purpose.PROMISE_ATTEMPTED, clock.instant());
        quiet.await();
        timers.at(due.plus(MS));
        assertThat(story.awaitFact(PromiseAttempted.class))
                .isEqualTo(new PromiseAttempted(id, 1, due));
        // the customer still waits for a call: somebody has it on their list
        rest.agent()
                .get()
                .uri("/promises?owner=kari&limit=500")
                .exchange()
                .expectBody()
                .jsonPath("$.promises[?(@.id == '" + id + "')].state")
                .isEqualTo("ATTEMPTED");
        rest.agent()
                .get()
                .uri("/promises?state=ATTEMPTED&owner=kari")
                .exchange()
                .expectBody()
                .jsonPath("$.promises[?(@.id == '" + id + "')].state")
                .isEqualTo("ATTEMPTED");
        rest.agent()
                .get()
                .uri("/promises?state=OPEN&owner=kari&limit=500")
                .exchange()
                .expectBody()
                .jsonPath("$.promises[?(@.id == '" + id + "')]")
                .isEmpty();
        timers.at(due.plus(Duration.ofDays(8)));
        assertThat(story.awaitFact(PromiseJudged.class).getOutcome())
                .isEqualTo(PromiseOutcome.ATTEMPTED_IN_TIME);
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
        assertThat(story.letters()).noneMatch(it -> it.getMessageKey().contains("BROKEN"));
    }

    @Test
    void whoIsToldOfANewDateByPhoneGetsNoMessageAboutItAnyMore() {
        CaseStory story = knownCase();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        quiet.await();
        String told = "{\"outcome\": \"REACHED\", \"by\": \"kari\", \"told\": [\"" + id + "\"]}";
        refused(call(story, "early", told), "told");
        story.promiseRevised("p", due.plus(Duration.ofDays(1)), null);
        story.awaitFact(PromiseRevised.class);
        timers.due();
        quiet.await();

        call(story, "k", told).expectStatus().isCreated();
        timers.at(due.plus(Duration.ofDays(1)).plus(Duration.ofDays(8)));
        quiet.await();
        assertThat(story.letters())
                .filteredOn(it -> it.getBody() instanceof TakeBack)
                .anyMatch(
                        it ->
                                it.getMessageKey().equals("PROMISE_REVISED:" + id + ":2:0")
                                        && it.getBody().equals(new TakeBack("TOLD")));
        assertThat(story.facts())
                .filteredOn(
                        it ->
                                it instanceof PromiseJudged judged
                                        && judged.getPromiseId().equals(id)
                                        && judged.getRevision() == 1)
                .extracting(it -> ((PromiseJudged) it).getOutcome())
                .containsExactly(PromiseOutcome.EXPLAINED_IN_TIME);
    }

    @Test
    void aNewDateToldByPhoneIsACallAndKeepsTheOthersButNotItself() {
        CaseStory story = knownCase();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID callback = story.promised("callback", PromiseKind.CALLBACK, due);
        UUID moved = story.promised("moved", PromiseKind.CALLBACK, due);
        quiet.await();

        story.promiseRevised("moved", due.plus(Duration.ofDays(1)), clock.instant());
        story.awaitFact(PromiseKept.class);
        quiet.await();
        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(callback)
                .doesNotContain(moved);
    }

    @Test
    void aDeliveredMessageAboutTheCaseKeepsAnUpdate() {
        CaseStory story = knownCase();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID update = story.promised("update", PromiseKind.UPDATE, due);
        UUID moved = story.promised("moved", PromiseKind.OTHER, due);
        quiet.await();
        story.delivered(
                "PROMISE_REVISED:" + update + ":2:0", Purpose.PROMISE_REVISED, clock.instant());
        story.delivered(
                "PROMISE_HOLDING:" + moved + ":1:0", Purpose.PROMISE_HOLDING, clock.instant());
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseKept.class::isInstance);

        Instant at = clock.instant();
        story.delivered("PROMISE_REVISED:" + moved + ":2:0", Purpose.PROMISE_REVISED, at);
        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(update, 1, at, false, false));
    }

    @Test
    void namesTheRuleThatACallBreaks() {
        CaseStory story = knownCase();

        refused(call(story, "a", "{\"outcome\": \"REACHED\", \"by\": \"no id\"}"), "by");
        refused(
                call(
                        story,
                        "b",
                        "{\"outcome\": \"NO_ANSWER\", \"by\": \"kari\", \"told\": [\""
                                + UUID.randomUUID()
                                + "\"]}"),
                "told");
        refused(
                call(
                        story,
                        "c",
                        "{\"outcome\": \"REACHED\", \"by\": \"kari\", \"occurredAt\": \""
                                + clock.instant().plus(Duration.ofMinutes(2)).plus(MS)
                                + "\"}"),
                "occurredAt");
        call(
                        story,
                        "all",
                        """
                        {"outcome": "VOICEMAIL", "by": "no id", "occurredAt": "2200-01-01T00:00:00Z",
                         "told": ["%s"]}"""
                                .formatted(UUID.randomUUID()))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("occurredAt")
                .jsonPath("$.errors[1].field")
                .isEqualTo("by")
                .jsonPath("$.errors[2].field")
                .isEqualTo("told")
                .jsonPath("$.errors.length()")
                .isEqualTo(3);
        call(story, "d", "{\"outcome\": \"SHOUTED\", \"by\": \"kari\"}")
                .expectStatus()
                .isBadRequest();
        call(
                        new CaseStory(publishing, sent, clock),
                        "e",
                        "{\"outcome\": \"REACHED\", \"by\": \"kari\"}")
                .expectStatus()
                .isNotFound();
    }

    private CaseStory knownCase() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        return story;
    }

    private RestTestClient.ResponseSpec call(CaseStory story, String key, String body) {
        return rest.agent()
                .post()
                .uri("/cases/{id}/calls", story.caseId)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static void refused(RestTestClient.ResponseSpec response, String field) {
        response.expectStatus().isEqualTo(400).expectBody().jsonPath("$.field").isEqualTo(field);
    }
}
