package io.aftercare.followups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.ContactAsked;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.Speaker;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Facts are published, so that the source knows when; nothing is sent to its customers. */
@ServiceTest(properties = "aftercare.followup.speaks.file=classpath:policy/speaks-crm.txt")
class SourcesThatSpeakTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void theFactSaysThatTheSourceAsksNow() {
        CaseStory story = aCase();
        story.resolved(1);
        quiet.await();
        timers.after(Duration.ofHours(2));

        assertThat(story.awaitFact(ContactAsked.class).getSpeaker()).isEqualTo(Speaker.SOURCE);
        quiet.await();
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void staffAreToldOfPromisesAndTheCustomerIsNot() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(10));
        story.promised("p", PromiseKind.OTHER, due);
        quiet.await();
        story.promiseRevised("p", due.plus(Duration.ofHours(1)), null);
        story.awaitFact(PromiseRevised.class);
        timers.due();
        timers.after(Duration.ofHours(12));
        story.awaitFact(PromiseBroken.class);
        timers.after(Duration.ofHours(2));
        quiet.await();

        assertThat(story.letters())
                .isNotEmpty()
                .allMatch(letter -> letter.getRecipient().equals("staff:kari"));
    }

    private CaseStory aCase() {
        return new CaseStory(publishing, sent, clock).opened();
    }
}
