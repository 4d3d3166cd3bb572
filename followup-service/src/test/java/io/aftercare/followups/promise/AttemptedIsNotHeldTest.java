package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseAttempted;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
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

@ServiceTest
class AttemptedIsNotHeldTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;

    /** They read that we tried; that it is not done and who calls them is a promise too many. */
    @Test
    void aCustomerForWhomAllWasDoneToReachThemGetsNoHoldingNoticeAndNoFurtherPromise() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        Instant first = clock.instant();
        Instant due = first.plus(Duration.ofDays(5));
        UUID id = story.promised("p", PromiseKind.CALLBACK, due);
        story.awaitFact(PromiseMade.class);
        quiet.await();
        call(story, "1");
        timers.at(first.plus(Duration.ofHours(3)));
        call(story, "2");
        timers.due();
        quiet.await();
        story.delivered(
                "PROMISE_ATTEMPTED:" + id + ":1:0", Purpose.PROMISE_ATTEMPTED, clock.instant());
        quiet.await();

        timers.at(due);
        timers.at(due.plusMillis(1));
        story.awaitFact(PromiseAttempted.class);
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseHeld.class::isInstance);
        assertThat(story.letters()).noneMatch(it -> it.getMessageKey().contains("HOLDING"));
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
}
