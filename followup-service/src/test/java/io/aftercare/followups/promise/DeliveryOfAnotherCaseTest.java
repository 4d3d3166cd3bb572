package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseAttempted;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.events.notifications.NotificationEvent;
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
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest
class DeliveryOfAnotherCaseTest {

    private static final String ELSE = "person:another";

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    /** Whoever may write requests chooses the key; only the case of the fact is held. */
    @Test
    void aMessageAboutAnotherCaseToAnotherCustomerDoesNotTellThisOneOfTheirNewDate() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        CaseStory another = new CaseStory(publishing, sent, clock).opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        story.promiseRevised("p", due.plus(Duration.ofDays(1)), null);
        story.awaitFact(PromiseRevised.class);
        another.delivered("PROMISE_REVISED:" + id + ":2:0", clock.instant());
        quiet.await();
        assertThatNobodyWasToldOf(id);
    }

    @Test
    void aMessageOfTheCaseToAnybodyElseDoesNotTellTheCustomerOfTheirNewDate() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        story.promiseRevised("p", due.plus(Duration.ofDays(1)), null);
        story.awaitFact(PromiseRevised.class);
        toAnybodyElse(
                story,
                new MessageDelivered(
                        "PROMISE_REVISED:" + id + ":2:0",
                        Purpose.PROMISE_REVISED,
                        ELSE,
                        ChannelKind.EMAIL));
        quiet.await();
        assertThatNobodyWasToldOf(id);
    }

    @Test
    void aHoldingNoticeIsNotTakenBackByAMessageToAnybodyElse() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        Instant due = clock.instant().plus(Duration.ofDays(5));
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        quiet.await();
        timers.at(due);
        story.awaitFact(PromiseHeld.class);
        toAnybodyElse(
                story,
                new MessageTakenBack(
                        "PROMISE_HOLDING:" + id + ":1:0", Purpose.PROMISE_HOLDING, ELSE));
        quiet.await();

        assertThat(story.facts()).noneMatch(PromiseWithdrawn.class::isInstance);
    }

    @Test
    void aMessageToAnybodyElseIsNoWordOfCallsThatDidNotReachThisCustomer() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant due = clock.instant().plus(Duration.ofDays(5));
        UUID id = story.promised("p", PromiseKind.CALLBACK, due);
        quiet.await();
        call(story, "1");
        timers.at(clock.instant().plus(Duration.ofHours(3)));
        call(story, "2");
        toAnybodyElse(
                story,
                new MessageDelivered(
                        "PROMISE_ATTEMPTED:" + id + ":1:0",
                        Purpose.PROMISE_ATTEMPTED,
                        ELSE,
                        ChannelKind.EMAIL));
        quiet.await();
        timers.at(due.plusMillis(1));
        story.awaitFact(PromiseBroken.class);

        assertThat(story.facts()).noneMatch(PromiseAttempted.class::isInstance);
    }

    private void toAnybodyElse(CaseStory story, Object body) {
        publishing.send(
                Topics.NOTIFICATION_EVENTS,
                story.caseId.toString(),
                new NotificationEvent(
                        Ids.of(Topics.NOTIFICATION_EVENTS, story.caseId, 1),
                        story.caseId,
                        story.person,
                        0,
                        1L,
                        clock.instant(),
                        clock.instant(),
                        false,
                        body));
    }

    private void call(CaseStory story, String key) {
        rest.agent()
                .post()
                .uri("/cases/{id}/calls", story.caseId)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"outcome\": \"NO_ANSWER\", \"by\": \"kari\"}")
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private void assertThatNobodyWasToldOf(UUID id) {
        rest.agent()
                .get()
                .uri("/promises/{id}", id)
                .exchange()
                .expectBody()
                .jsonPath("$.revisions[1].deliveredAt")
                .value(at -> assertThat(at).isNull());
    }
}
