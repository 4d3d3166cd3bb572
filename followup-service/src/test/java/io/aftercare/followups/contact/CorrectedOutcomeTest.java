package io.aftercare.followups.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseCorrected;
import io.aftercare.events.cases.CorrectedField;
import io.aftercare.events.followups.ContactPlanned;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class CorrectedOutcomeTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    /** Of what was sent a correction says that it stays sent; this was not. */
    @Test
    void nobodyIsAskedOnceTheOutcomeIsCorrectedToOneThatAsksNobody() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        story.resolved(1);
        story.awaitFact(ContactPlanned.class);
        story.tell(1, clock.instant(), new CaseCorrected(CorrectedField.OUTCOME, "SOLVED", "SPAM"));
        quiet.await();

        timers.after(Duration.ofHours(2));
        quiet.await();
        assertThat(story.letters()).isEmpty();
    }
}
