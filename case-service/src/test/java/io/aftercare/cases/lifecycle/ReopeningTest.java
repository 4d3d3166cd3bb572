package io.aftercare.cases.lifecycle;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class ReopeningTest {

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired MovableClock clock;

    private final SourceCase ours = SourceCase.aNewOne();
    private SentTopic<CaseEvent> facts;
    private Instant now;

    @BeforeEach
    void aResolvedCase() {
        facts = sent.on(Topics.CASE_EVENTS, CaseEvent.class);
        now = clock.instant();
        report("1", 10, opened("p1"));
        report("2", 9, resolved());
    }

    @Test
    void notSolvedReopensTheCase() {
        answer(1, 1, Answer.NOT_SOLVED, false);
        quiet.await();

        CaseEvent last = facts.values(ours.caseId().toString()).getLast();
        assertThat(last.getBody()).isEqualTo(new CaseReopened(ReopenReason.NOT_SOLVED));
        assertThat(last.getCycle()).isEqualTo(1);
        assertThat(last.getOccurredAt()).isEqualTo(before(1));
    }

    @Test
    void aRepeatedOrSecondAnswerReopensNoMore() {
        answer(1, 1, Answer.NOT_SOLVED, false);
        answer(1, 1, Answer.NOT_SOLVED, false);
        answer(2, 1, Answer.NOT_SOLVED, false);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseReopened");
    }

    @Test
    void otherAnswersDoNothing() {
        answer(1, 1, Answer.SOLVED, false);
        answer(2, 1, Answer.NOT_SOLVED, true);
        answer(3, 2, Answer.NOT_SOLVED, false);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");
    }

    @Test
    void anAnswerGivenBeforeTheCaseWasResolvedAgainDoesNothing() {
        report("3", 8, reopened());
        report("4", 0, resolved());
        quiet.await();
        answer(1, 1, Answer.NOT_SOLVED, false);
        quiet.await();

        assertThat(ours.facts(facts))
                .containsExactly("CaseOpened", "CaseResolved", "CaseReopened", "CaseResolved");
    }

    @Test
    void anAnswerGivenAfterTheCaseWasResolvedAgainReopensItWhateverItWasAskedAbout() {
        report("3", 8, reopened());
        report("4", 7, resolved());
        quiet.await();
        answer(1, 1, Answer.NOT_SOLVED, false);
        quiet.await();

        CaseEvent last = facts.values(ours.caseId().toString()).getLast();
        assertThat(last.getBody()).isEqualTo(new CaseReopened(ReopenReason.NOT_SOLVED));
        assertThat(last.getCycle()).isEqualTo(2);
    }

    @Test
    void aCaseReopenedByItsCustomerCanBeResolvedAgain() {
        quiet.await();
        answer(1, 1, Answer.NOT_SOLVED, false);
        quiet.await();
        report("3", 0, resolved());
        quiet.await();

        List<CaseEvent> events = facts.values(ours.caseId().toString());
        assertThat(events).extracting(CaseEvent::getCycle).containsExactly(0, 1, 1, 2);
    }

    private void report(String id, int minutesAgo, Object body) {
        publishing.send(Topics.CASE_INTAKE, ours.id(), ours.report(id, before(minutesAgo), body));
        quiet.await();
    }

    private void answer(long sequence, int cycle, Answer answer, boolean late) {
        String key = ours.caseId().toString();
        publishing.send(
                Topics.FOLLOWUP_EVENTS,
                key,
                new FollowupEvent(
                        Ids.of(Topics.FOLLOWUP_EVENTS, key, sequence),
                        ours.caseId(),
                        "p1",
                        cycle,
                        sequence,
                        before(1),
                        now,
                        false,
                        new ContactAnswered(answer, late)));
    }

    private Instant before(int minutes) {
        return now.minusSeconds(60L * minutes);
    }
}
