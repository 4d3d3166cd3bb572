package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
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
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class CallWithinANewDateTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;

    /** As {@code CallJourneyTest#aCallKeepsAPromiseThatWasMadeBeforeItAndIsHeardOfAfterwards}. */
    @Test
    void aNewDateToldByPhoneKeepsAPromiseThatWasMadeBeforeItAndIsHeardOfAfterwards() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant told = clock.instant();
        UUID moved = story.promised("moved", PromiseKind.OTHER, told.plus(Duration.ofDays(2)));
        quiet.await();
        rest.agent()
                .post()
                .uri("/promises/{id}/revisions", moved)
                .header("Idempotency-Key", "r")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"dueAt": "%s", "reason": "WEATHER", "initiative": "US", "toldAt": "%s"}"""
                                .formatted(told.plus(Duration.ofDays(3)), told))
                .exchange()
                .expectStatus()
                .isCreated();
        story.awaitFact(PromiseRevised.class);
        UUID callback = story.promiseId("callback");
        story.tell(
                0,
                told.minus(Duration.ofHours(1)),
                new CasePromised(
                        callback,
                        PromiseKind.CALLBACK,
                        new DueInstant(told.plus(Duration.ofDays(1))),
                        null));
        quiet.await();

        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(callback);
    }

    /** The date was heard of first, then the promise: the call had been made before both. */
    @Test
    void aNewDateToldByPhoneKeepsACallbackAlsoIfItIsHeardOfBeforeItsOwnPromise() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant told = clock.instant();
        UUID callback =
                story.promised("callback", PromiseKind.CALLBACK, told.plus(Duration.ofDays(1)));
        story.promiseRevised("moved", told.plus(Duration.ofDays(3)), told);
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseKept.class::isInstance);
        story.tell(
                0,
                told.minus(Duration.ofHours(1)),
                new CasePromised(
                        story.promiseId("moved"),
                        PromiseKind.OTHER,
                        new DueInstant(told.plus(Duration.ofDays(2))),
                        null));
        quiet.await();

        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(callback);
        rest.agent()
                .get()
                .uri("/cases/{id}/calls", story.caseId)
                .exchange()
                .expectBody()
                .jsonPath("$.calls.length()")
                .isEqualTo(0);
    }

    @Test
    void whatWasHeardByMessageIsForgottenOnceNoPromiseCanComeAnyMoreThatItKeeps() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        CaseStory other = new CaseStory(publishing, sent, clock).opened();
        Instant at = clock.instant();
        story.delivered("k", Purpose.SOLVED_CHECK, at);
        quiet.await();
        clock.set(at.plus(Duration.ofDays(35)));
        other.delivered("k", Purpose.SOLVED_CHECK, at);
        quiet.await();
        assertThat(heardOf(story)).isOne();
        clock.set(at.plus(Duration.ofDays(35)).plusMillis(1));
        other.delivered("l", Purpose.SOLVED_CHECK, at);
        quiet.await();
        assertThat(heardOf(story)).isZero();
    }

    private long heardOf(CaseStory story) {
        return sql.sql("SELECT count(*) FROM heard_message WHERE case_id = :id")
                .param("id", story.caseId)
                .query(Long.class)
                .single();
    }

    /** A message that was delivered is as little forgotten as a call. */
    @Test
    void aDeliveredMessageKeepsAnUpdateThatWasMadeBeforeItAndIsHeardOfAfterwards() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant at = clock.instant();
        UUID moved = story.promised("moved", PromiseKind.OTHER, at.plus(Duration.ofDays(2)));
        quiet.await();
        story.delivered("PROMISE_REVISED:" + moved + ":2:0", at);
        quiet.await();
        UUID update = story.promiseId("update");
        story.tell(
                0,
                at.minus(Duration.ofHours(1)),
                new CasePromised(
                        update,
                        PromiseKind.UPDATE,
                        new DueInstant(at.plus(Duration.ofDays(1))),
                        null));
        quiet.await();

        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(update);
    }
}
