package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseAttempted;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;

@ServiceTest
class UnreadDeliveryTest {

    /** So that they are on the topic in time, but not all read when the timer is due. */
    private static final int MANY = 20_000;

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private Transactions transactions;
    @Autowired private Promises promises;
    @Autowired private SchedulingPromises scheduling;

    @Test
    void anUpdateIsJudgedOnlyOnceAllIsReadThatWasDeliveredByItsDate() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        Instant before = clock.instant().minus(Duration.ofHours(1));
        UUID moved = story.promised("moved", PromiseKind.OTHER, due.plus(Duration.ofDays(9)));
        story.promised("update", PromiseKind.UPDATE, due);
        quiet.await();
        timers.due();
        clock.set(due);
        List<Map.Entry<String, SpecificRecord>> all = many(story, moved, before);
        all.add(Map.entry(story.caseId.toString(), revised(story, moved, MANY, due)));
        publishing.sendAll(Topics.NOTIFICATION_EVENTS, all);
        timers.at(due.plusMillis(1));
        quiet.await();

        assertThat(story.facts()).anyMatch(PromiseKept.class::isInstance);
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
    }

    @Test
    void aCallbackThatWasTriedIsJudgedOnlyOnceAllIsReadThatWasDeliveredByItsDate() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant before = clock.instant().minus(Duration.ofHours(1));
        Instant due = clock.instant().plus(Duration.ofHours(4));
        UUID moved = story.promised("moved", PromiseKind.OTHER, due.plus(Duration.ofDays(9)));
        UUID callback = story.promised("callback", PromiseKind.CALLBACK, due);
        quiet.await();
        timers.due();
        tried(story, "1");
        timers.at(clock.instant().plus(Duration.ofHours(3)));
        tried(story, "2");
        clock.set(due);
        List<Map.Entry<String, SpecificRecord>> all = many(story, moved, before);
        all.add(
                Map.entry(
                        story.caseId.toString(),
                        delivered(
                                story,
                                "PROMISE_ATTEMPTED:" + callback + ":1:0",
                                Purpose.PROMISE_ATTEMPTED,
                                MANY,
                                due)));
        publishing.sendAll(Topics.NOTIFICATION_EVENTS, all);
        timers.at(due.plusMillis(1));
        quiet.await();

        assertThat(story.facts()).anyMatch(PromiseAttempted.class::isInstance);
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
    }

    /** Of the new date, this service may not have heard all that happened to the case. */
    @Test
    void whatWaitsForMessagesByADateDoesNotJudgeTheNextOne() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant due = clock.instant().plus(Duration.ofHours(4));
        UUID id = story.promised("update", PromiseKind.UPDATE, due);
        quiet.await();
        transactions.holding(
                Keys.ofCase(story.caseId),
                () -> {
                    scheduling.judgeOnceRead(Objects.requireNonNull(promises.find(id)));
                    return true;
                });
        assertThat(timersOf(id)).contains(JudgingOnceRead.KIND);

        story.promiseRevised("update", due.plus(Duration.ofDays(1)), null);
        story.awaitFact(PromiseRevised.class);
        assertThat(timersOf(id))
                .contains(JudgingPromises.KIND)
                .doesNotContain(JudgingOnceRead.KIND);
    }

    private List<String> timersOf(UUID id) {
        return timers.pending().stream()
                .filter(it -> it.subject().equals(id.toString()))
                .map(FireTimers.Pending::kind)
                .toList();
    }

    private void tried(CaseStory story, String key) {
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

    private static List<Map.Entry<String, SpecificRecord>> many(
            CaseStory story, UUID moved, Instant at) {
        List<Map.Entry<String, SpecificRecord>> all = new ArrayList<>();
        for (long place = 1; place < MANY; place++) {
            all.add(Map.entry(story.caseId.toString(), revised(story, moved, place, at)));
        }
        return all;
    }

    private static NotificationEvent revised(CaseStory story, UUID moved, long place, Instant at) {
        String key = "PROMISE_REVISED:" + moved + ":2:0";
        return delivered(story, key, Purpose.PROMISE_REVISED, place, at);
    }

    private static NotificationEvent delivered(
            CaseStory story, String key, Purpose purpose, long place, Instant at) {
        return new NotificationEvent(
                Ids.of(Topics.NOTIFICATION_EVENTS, story.caseId, place),
                story.caseId,
                story.person,
                0,
                place,
                at,
                at,
                false,
                new MessageDelivered(key, purpose, "person:" + story.person, ChannelKind.EMAIL));
    }
}
