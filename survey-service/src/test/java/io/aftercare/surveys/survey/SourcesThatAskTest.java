package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.surveys.Speaker;
import io.aftercare.events.surveys.SurveyAsked;
import io.aftercare.events.surveys.SurveyPlanned;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The fact is published, so that the source knows when; nothing is sent to its customers. */
@ServiceTest(properties = "aftercare.survey.speaks.file=classpath:policy/speaks-crm.txt")
class SourcesThatAskTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;

    @Test
    void theFactSaysThatTheSourceAsksNow() {
        Story story = new Story(publishing, sent, clock).livesIn("NO", "Europe/Oslo");
        quiet.await();
        story.resolved(1);
        timers.at(story.awaitFact(SurveyPlanned.class).getMoment());

        assertThat(story.awaitFact(SurveyAsked.class).getSpeaker()).isEqualTo(Speaker.SOURCE);
        quiet.await();
        assertThat(story.requests()).isEmpty();
    }
}
