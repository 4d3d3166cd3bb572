package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class HoldingNoticeNotDeliveredTest {

    private static final Duration GRACE = Duration.ofHours(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void whoDidNotGetTheHoldingNoticeIsToldOfTheBreak() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        Instant due = clock.instant().plus(Duration.ofDays(5));
        UUID id = held(story, due);
        abandoned(story, id, story.person, 1);

        timers.at(due.plusMillis(1));
        story.awaitFact(PromiseBroken.class);
        timers.at(due.plus(GRACE).minusMillis(1));
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isZero();
        timers.at(due.plus(GRACE));
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isOne();
    }

    @Test
    void thatItWasNotDeliveredMayBeHeardOfAfterTheBreakAndTwice() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        Instant due = clock.instant().plus(Duration.ofDays(5));
        UUID id = held(story, due);
        timers.at(due.plusMillis(1));
        story.awaitFact(PromiseBroken.class);
        timers.at(due.plus(GRACE.multipliedBy(2)));
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isZero();

        abandoned(story, id, story.person, 1);
        timers.due();
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isOne();
        send(
                story,
                2,
                new MessageSuppressed(
                        key(id),
                        Purpose.PROMISE_HOLDING,
                        "person:" + story.person,
                        NotSentReason.TOO_LATE));
        timers.due();
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isOne();
    }

    @Test
    void whatAnybodyElseDidNotGetIsNotTheCustomersHoldingNotice() {
        CaseStory story = new CaseStory(publishing, sent, clock).livesIn(1, "Europe/Oslo").opened();
        Instant due = clock.instant().plus(Duration.ofDays(5));
        UUID id = held(story, due);
        abandoned(story, id, "another", 1);

        timers.at(due.plus(GRACE.multipliedBy(2)));
        story.awaitFact(PromiseBroken.class);
        timers.due();
        quiet.await();
        assertThat(wordsOfTheBreak(story, id)).isZero();
    }

    private UUID held(CaseStory story, Instant due) {
        UUID id = story.promised("p", PromiseKind.OTHER, due);
        story.awaitFact(PromiseMade.class);
        quiet.await();
        timers.due();
        timers.at(due);
        story.awaitFact(PromiseHeld.class);
        return id;
    }

    private void abandoned(CaseStory story, UUID id, String person, long place) {
        send(
                story,
                place,
                new MessageAbandoned(
                        key(id),
                        Purpose.PROMISE_HOLDING,
                        "person:" + person,
                        NotSentReason.REJECTED));
    }

    private void send(CaseStory story, long place, Object body) {
        publishing.send(
                Topics.NOTIFICATION_EVENTS,
                story.caseId.toString(),
                new NotificationEvent(
                        Ids.of(Topics.NOTIFICATION_EVENTS, story.caseId, place),
                        story.caseId,
                        story.person,
                        0,
                        place,
                        clock.instant(),
                        clock.instant(),
                        false,
                        body));
        quiet.await();
    }

    private static String key(UUID id) {
        return "PROMISE_HOLDING:" + id + ":1:0";
    }

    private static long wordsOfTheBreak(CaseStory story, UUID id) {
        String key = "PROMISE_BROKEN_CUSTOMER:" + id + ":1:0";
        return story.letters().stream().filter(it -> it.getMessageKey().equals(key)).count();
    }
}
