package io.aftercare.cases.lifecycle;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseClosed;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CloseReason;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.intake.CaseReport;
import io.aftercare.intake.Closed;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class ClosingTest {

    private static final Duration WINDOW = Duration.ofDays(14);

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired FireTimers fire;
    @Autowired MovableClock clock;
    @Autowired Rest rest;

    private final SourceCase ours = SourceCase.aNewOne();
    private SentTopic<CaseEvent> facts;
    private Instant then;

    @BeforeEach
    void aResolvedCase() {
        facts = sent.on(Topics.CASE_EVENTS, CaseEvent.class);
        then = clock.instant();
        report("1", then.minusSeconds(1), opened("p1"));
        report("2", then, resolved());
        quiet.await();
    }

    @Test
    void aResolvedCaseClosesWhenItsWindowIsOver() {
        fire.at(then.plus(WINDOW).minusMillis(1));
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");

        fire.at(then.plus(WINDOW));
        quiet.await();
        CaseEvent closed = facts.values(ours.caseId().toString()).getLast();
        assertThat(closed.getBody()).isEqualTo(new CaseClosed(CloseReason.WINDOW_OVER));
        assertThat(closed.getOccurredAt()).isEqualTo(then.plus(WINDOW));
        assertThat(closed.getCycle()).isEqualTo(1);
        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("CLOSED");
    }

    @Test
    void aCaseReopenedInTimeDoesNotClose() {
        fire.at(then.plus(WINDOW).minusSeconds(1));
        report("3", clock.instant(), reopened());
        quiet.await();
        fire.after(WINDOW);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseReopened");
    }

    /** What is judged by the window does not depend on when the timer fires. */
    @Test
    void aReopeningAfterTheWindowIsRefusedAlsoIfTheCaseWasNotClosedYet() {
        clock.set(then.plus(WINDOW).plusSeconds(60));
        report("3", then.plus(WINDOW).plusMillis(1), reopened());
        quiet.await();
        fire.due();
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseClosed");
        rest.publisher()
                .get()
                .uri("/refusals?source=crm&reportId={id}", ours.reportId("3"))
                .exchange()
                .expectBody()
                .jsonPath("$.refusals[0].rule")
                .isEqualTo("must be a case that is not closed: what comes now is a new one");
    }

    @Test
    void notSolvedOnAClosedCaseOpensOneLinkedCase() {
        report("3", then, new Closed());
        quiet.await();
        answer(1, 1, then.plusSeconds(1), false);
        answer(2, 1, then.plusSeconds(2), false);
        answer(3, 1, then.plusSeconds(3), true);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseClosed");
        List<CaseEvent> ofLinked = facts.values(linked().toString());
        assertThat(ofLinked)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.getPersonId()).isEqualTo("p1");
                            assertThat(event.getCycle()).isZero();
                            CaseOpened opened = (CaseOpened) event.getBody();
                            assertThat(opened.getLinkedTo()).isEqualTo(ours.caseId());
                            assertThat(opened.getSource()).isEqualTo(ours.source());
                            assertThat(opened.getSourceCaseId()).isEqualTo(ours.id());
                            assertThat(opened.getOwner()).isEqualTo("kari");
                        });
        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.continuedIn")
                .isEqualTo(linked().toString());
    }

    @Test
    void notSolvedAfterTheWindowClosesTheCaseAndOpensTheLinkedOne() {
        clock.set(then.plus(WINDOW));
        answer(1, 1, then.plus(WINDOW).plusMillis(1), true);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseClosed");
        assertThat(facts.values(linked().toString())).hasSize(1);
    }

    @Test
    void theLinkedCaseIsReportedAboutByTheClosedCaseAndItsCycle() {
        report("3", then, new Closed());
        quiet.await();
        answer(1, 1, then.plusSeconds(1), false);
        quiet.await();
        String source = ours.caseId().toString();
        publishing.send(
                Topics.CASE_INTAKE,
                "1",
                new CaseReport(source, "r1", "1", then.plusSeconds(2), false, resolved()));
        quiet.await();

        assertThat(facts.values(linked().toString()))
                .extracting(event -> ((SpecificRecord) event.getBody()).getSchema().getName())
                .containsExactly("CaseOpened", "CaseResolved");
        fire.at(then.plusSeconds(2).plus(WINDOW));
        quiet.await();
        assertThat(facts.values(linked().toString())).hasSize(3);
    }

    private UUID linked() {
        return Ids.of(ours.caseId(), 1);
    }

    private void report(String id, Instant at, Object body) {
        publishing.send(Topics.CASE_INTAKE, ours.id(), ours.report(id, at, body));
    }

    private void answer(long sequence, int cycle, Instant at, boolean late) {
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
                        at,
                        at,
                        false,
                        new ContactAnswered(Answer.NOT_SOLVED, late)));
    }
}
