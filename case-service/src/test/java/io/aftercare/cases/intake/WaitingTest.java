package io.aftercare.cases.intake;

import static io.aftercare.cases.SourceCase.kept;
import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.promised;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.ReportRefused;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class WaitingTest {

    private static final Duration WAIT = Duration.ofMinutes(10);

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired FireTimers fire;
    @Autowired MovableClock clock;
    @Autowired Rest rest;
    @Autowired JdbcClient sql;

    private final SourceCase ours = SourceCase.aNewOne();
    private SentTopic<CaseEvent> facts;
    private Instant now;

    @BeforeEach
    void listen() {
        facts = sent.on(Topics.CASE_EVENTS, CaseEvent.class);
        now = clock.instant();
    }

    @Test
    void whatWaitedIsTakenInItsOrderWhenTheCaseIsOpened() {
        publish(ours, "5", 5, reopened());
        publish(ours, "4", 6, resolved("done"));
        publish(ours, "3", 7, kept("a"));
        quiet.await();
        publish(ours, "2", 8, promised("a", now));
        quiet.await();
        assertThat(waiting()).isEqualTo(4);
        assertThat(facts.values(ours.caseId().toString())).isEmpty();

        publish(ours, "1", 10, opened("p1"));
        publish(ours, "6", 4, resolved("done again"));
        quiet.await();

        assertThat(facts.values(ours.caseId().toString()))
                .extracting(CaseEvent::getCycle)
                .containsExactly(0, 0, 0, 1, 1, 2);
        assertThat(ours.facts(facts))
                .containsExactly(
                        "CaseOpened",
                        "CasePromised",
                        "CasePromiseKept",
                        "CaseResolved",
                        "CaseReopened",
                        "CaseResolved");
        assertThat(waiting()).isZero();
        assertThat(results()).containsOnly("APPLIED");
        fire.after(WAIT);
        quiet.await();
        assertThat(ours.refusals(facts)).isEmpty();
    }

    @Test
    void aReportWhoseCaseIsNotOpenedInTimeIsRefused() {
        publish(ours, "1", 5, resolved("a secret"));
        quiet.await();
        fire.after(WAIT.minusMillis(1));
        assertThat(results()).containsExactly("WAITING");

        fire.after(Duration.ofMillis(1));
        quiet.await();
        assertThat(results()).containsExactly("REFUSED");
        assertThat(waiting()).isZero();
        assertThat(ours.refusals(facts))
                .containsExactly(
                        new ReportRefused(
                                "crm",
                                ours.reportId("1"),
                                "Resolved",
                                "sourceCaseId",
                                "must be a case that was opened"));

        publish(ours, "2", 6, opened("p1"));
        publish(ours, "3", 5, resolved());
        quiet.await();
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");
    }

    @Test
    void aReportByRestSaysThatItWaits() {
        for (int i = 0; i < 2; i++) {
            rest.publisher()
                    .post()
                    .uri("/reports")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(
                            """
                            {"source": "crm", "reportId": "%s", "sourceCaseId": "%s",
                             "occurredAt": "%s", "body": {"type": "Reopened"}}"""
                                    .formatted(ours.reportId("1"), ours.id(), now))
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .jsonPath("$.result")
                    .isEqualTo("WAITING")
                    .jsonPath("$.note")
                    .isNotEmpty();
        }
        assertThat(waiting()).isOne();
    }

    @Test
    void aMergeWaitsToo() {
        SourceCase other = SourceCase.aNewOne();
        publish(other, "1", 9, opened("p1"));
        publish(ours, "2", 5, SourceCase.mergedInto(other));
        quiet.await();
        publish(ours, "1", 9, opened("p1"));
        quiet.await();
        fire.due();
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseMerged", "CaseClosed");
        assertThat(waiting()).isZero();
    }

    @Test
    void aMergeWaitsForTheCaseThatGoesOn() {
        SourceCase other = SourceCase.aNewOne();
        publish(ours, "1", 9, opened("p1"));
        publish(ours, "2", 5, SourceCase.mergedInto(other));
        quiet.await();
        assertThat(results()).containsExactlyInAnyOrder("APPLIED", "WAITING");
        publish(other, "1", 9, opened("p1"));
        quiet.await();
        fire.due();
        quiet.await();

        assertThat(ours.refusals(facts)).isEmpty();
        assertThat(results()).doesNotContain("WAITING");
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseMerged", "CaseClosed");
        assertThat(
                        count(
                                "SELECT count(*) FROM waiting_report WHERE source_case_id = '"
                                        + ours.id()
                                        + "'"))
                .isZero();
    }

    @Test
    void aMergeIntoACaseThatIsNotOpenedInTimeIsRefused() {
        publish(ours, "1", 5, opened("p1"));
        publish(ours, "2", 4, SourceCase.mergedInto(SourceCase.aNewOne()));
        quiet.await();
        fire.after(WAIT);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened");
        assertThat(ours.refusals(facts))
                .singleElement()
                .extracting(ReportRefused::getField)
                .isEqualTo("body.into");
    }

    /** Nobody knows whose text waits; once it is known, it is theirs. */
    @Test
    void textThatWaitedIsNotKeptOfAPersonWhoWasErasedMeanwhile() {
        String person = "p" + UUID.randomUUID();
        publish(ours, "2", 5, resolved("a secret"));
        quiet.await();
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        quiet.await();
        publish(ours, "1", 9, opened(person));
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");
        assertThat(waiting()).isZero();
        assertThat(count("SELECT count(*) FROM case_text WHERE case_id = :case")).isZero();
    }

    private void publish(SourceCase about, String id, int minutesAgo, Object body) {
        publishing.send(
                Topics.CASE_INTAKE,
                about.id(),
                about.report(id, now.minusSeconds(60L * minutesAgo), body));
    }

    private int waiting() {
        return count("SELECT count(*) FROM waiting_report WHERE case_id = :case");
    }

    private int count(String query) {
        return sql.sql(query).param("case", ours.caseId()).query(Integer.class).single();
    }

    private List<String> results() {
        return sql.sql("SELECT result FROM report WHERE case_id = :case")
                .param("case", ours.caseId())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
