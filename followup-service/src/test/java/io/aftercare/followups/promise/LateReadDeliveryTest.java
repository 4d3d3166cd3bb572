package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Ids;
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
class LateReadDeliveryTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    /** It was written down in time; that this service was away for a week is not its lateness. */
    @Test
    void aMessageDeliveredAndRecordedInTimeKeepsAnUpdateWheneverItIsRead() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        Instant at = clock.instant();
        Instant due = at.plus(Duration.ofHours(1));
        UUID update = story.promised("update", PromiseKind.UPDATE, due);
        UUID moved = story.promised("moved", PromiseKind.OTHER, due.plus(Duration.ofDays(60)));
        quiet.await();

        clock.set(due.plus(Duration.ofDays(7)).plusMillis(1));
        publishing.send(
                Topics.NOTIFICATION_EVENTS,
                story.caseId.toString(),
                new NotificationEvent(
                        Ids.of(Topics.NOTIFICATION_EVENTS, story.caseId, 1),
                        story.caseId,
                        story.person,
                        0,
                        1L,
                        at,
                        at,
                        false,
                        new MessageDelivered(
                                "PROMISE_REVISED:" + moved + ":2:0",
                                Purpose.PROMISE_REVISED,
                                "person:" + story.person,
                                ChannelKind.EMAIL)));
        quiet.await();
        assertThat(story.facts())
                .filteredOn(PromiseKept.class::isInstance)
                .extracting(it -> ((PromiseKept) it).getPromiseId())
                .containsExactly(update);
    }
}
