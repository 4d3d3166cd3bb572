package io.aftercare.cases.intake;

import static io.aftercare.cases.SourceCase.assigned;
import static io.aftercare.cases.SourceCase.changed;
import static io.aftercare.cases.SourceCase.kept;
import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.promised;
import static io.aftercare.cases.SourceCase.reopened;
import static io.aftercare.cases.SourceCase.resolved;
import static io.aftercare.cases.SourceCase.revised;
import static io.aftercare.cases.SourceCase.withdrawn;
import static java.util.stream.IntStream.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseChanged;
import io.aftercare.events.cases.CaseClosed;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.CloseReason;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.ReportRefused;
import io.aftercare.intake.Assigned;
import io.aftercare.intake.CaseReport;
import io.aftercare.intake.Changed;
import io.aftercare.intake.Closed;
import io.aftercare.intake.Opened;
import io.aftercare.intake.Outcome;
import io.aftercare.intake.PromiseKind;
import io.aftercare.intake.Remedy;
import io.aftercare.intake.Resolved;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.Sent;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.SentTopic;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class IntakeTest {

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;

    private final SourceCase ours = SourceCase.aNewOne();
    private SentTopic<CaseEvent> facts;
    private Instant now;

    @BeforeEach
    void listen() {
        facts = sent.on(Topics.CASE_EVENTS, CaseEvent.class);
        now = clock.instant();
    }

    @Test
    void itsFactsSayHowACaseIsToBeHandledAndWhetherItIsAboutTheFollowUp() {
        Opened opening = opened("p1");
        opening.setHandling(io.aftercare.intake.Handling.QUIET);
        opening.setAboutFollowUp(true);
        publish("1", 10, opening);
        Changed change = changed("modem");
        change.setCause(null);
        change.setHandling(io.aftercare.intake.Handling.PERSON_ONLY);
        publish("2", 9, change);
        publish("3", 8, resolved());
        quiet.await();

        List<CaseEvent> events = facts.values(key());
        CaseOpened opened = (CaseOpened) events.get(0).getBody();
        assertThat(opened.getHandling()).isEqualTo(Handling.QUIET);
        assertThat(opened.getAboutFollowUp()).isTrue();
        assertThat(((CaseChanged) events.get(1).getBody()).getHandling())
                .isEqualTo(Handling.PERSON_ONLY);
        CaseResolved resolution = (CaseResolved) events.get(2).getBody();
        assertThat(resolution.getHandling()).isEqualTo(Handling.PERSON_ONLY);
        assertThat(resolution.getAboutFollowUp()).isTrue();
        assertThat(resolution.getSource()).isEqualTo("crm");
    }

    @Test
    void aCaseTakesItsCourse() {
        publish("1", 10, opened("p1"));
        publish("2", 9, assigned("lisa"));
        publish("3", 8, promised("visit", now));
        publish("4", 7, kept("visit"));
        publish("5", 6, resolved());
        publish("6", 5, reopened());
        publish("7", 4, resolved());
        quiet.await();

        assertThat(ours.facts(facts))
                .containsExactly(
                        "CaseOpened",
                        "CaseAssigned",
                        "CasePromised",
                        "CasePromiseKept",
                        "CaseResolved",
                        "CaseReopened",
                        "CaseResolved");
        List<CaseEvent> events = facts.values(key());
        assertThat(events).extracting(CaseEvent::getCycle).containsExactly(0, 0, 0, 0, 1, 1, 2);
        assertThat(events)
                .extracting(CaseEvent::getSequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(events)
                .allSatisfy(event -> assertThat(event.getPersonId()).isEqualTo("p1"))
                .extracting(CaseEvent::getOccurredAt)
                .startsWith(before(10), before(9));
        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("RESOLVED")
                .jsonPath("$.cycle")
                .isEqualTo(2)
                .jsonPath("$.owner")
                .isEqualTo("lisa");
    }

    @Test
    void factsCarryWhatFollowsUpNeeds() {
        publish("1", 10, opened("p1"));
        publish("2", 8, promised("visit", now));
        publish("3", 6, resolved());
        quiet.await();

        List<CaseEvent> events = facts.values(key());
        CasePromised promise = (CasePromised) events.get(1).getBody();
        assertThat(promise.getPromiseId()).isEqualTo(Ids.of(ours.caseId(), "visit"));
        assertThat(promise.getDue()).isEqualTo(new DueInstant(now));
        CaseResolved resolved = (CaseResolved) events.get(2).getBody();
        assertThat(resolved.getOwner()).isEqualTo("kari");
        assertThat(resolved.getOutcome().name()).isEqualTo("SOLVED");
        assertThat(resolved.getCause()).isEqualTo("line");
    }

    @Test
    void aRepeatedReportHasNoSecondEffect() {
        List<Map.Entry<String, SpecificRecord>> twice = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            twice.add(Map.entry(ours.id(), ours.report("1", before(10), opened("p1"))));
            twice.add(Map.entry(ours.id(), ours.report("2", before(9), resolved())));
            twice.add(Map.entry(ours.id(), ours.report("3", before(8), promised("a", now))));
        }
        publishing.sendAll(Topics.CASE_INTAKE, twice);
        quiet.await();
        publishing.sendAll(Topics.CASE_INTAKE, twice);
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CasePromised");
    }

    @Test
    void anOlderStateReportChangesNothing() {
        publish("1", 10, opened("p1"));
        publish("2", 6, resolved());
        publish("3", 5, reopened());
        publish("4", 7, resolved());
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved", "CaseReopened");
    }

    @Test
    void historyIsMarkedAsSuch() {
        publishing.send(
                Topics.CASE_INTAKE,
                ours.id(),
                new CaseReport(
                        "crm", ours.reportId("1"), ours.id(), before(10), true, opened(null)));
        quiet.await();

        assertThat(facts.values(key())).singleElement().matches(CaseEvent::getImported);
    }

    @Test
    void refusalsAreRecordedWithFieldAndRule() {
        publish("1", 10, opened("p1"));
        publish("2", 10, opened("p1"));
        publish("3", 9, promised("a", null));
        publish("4", 9, kept("a"));
        publish("5", 9, assigned("ka\nri"));
        publish("6", 9, new Resolved(Outcome.UNKNOWN, Remedy.NONE, null));
        publish("7", -3, resolved());
        publishing.send(Topics.CASE_INTAKE, "another", ours.report("8", before(9), resolved()));
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened");
        assertRefused("2", "sourceCaseId");
        assertRefused("3", "body.due");
        assertRefused("4", "body.promiseRef");
        assertRefused("5", "body.owner");
        assertRefused("6", "body.outcome");
        assertRefused("7", "occurredAt");
        assertRefused("8", "key");
        assertThat(sent.deadLetters(Topics.CASE_INTAKE, "case-service").of(ours.id())).isEmpty();
        assertThat(sent.deadLetters(Topics.CASE_INTAKE, "case-service").of("another")).isEmpty();
    }

    @Test
    void aRefusalIsAFactAndACorrectedReportIsTaken() {
        publish("1", 10, opened("p1"));
        publish("2", 9, new Resolved(Outcome.UNKNOWN, Remedy.NONE, "a secret"));
        publish("2", 9, new Resolved(Outcome.UNKNOWN, Remedy.NONE, "a secret"));
        publish("3", 8, opened("p1"));
        publish("4", 9, resolved());
        quiet.await();

        assertThat(ours.refusals(facts))
                .containsExactly(
                        new ReportRefused(
                                "crm",
                                ours.reportId("2"),
                                "Resolved",
                                "body.outcome",
                                "must be a code that is known here"),
                        new ReportRefused(
                                "crm",
                                ours.reportId("3"),
                                "Opened",
                                "sourceCaseId",
                                "must be a new case: it was opened before"));
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");
        assertThat(facts.values(key()))
                .extracting(CaseEvent::getSequence)
                .containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aReportThatNoColumnCouldTakeIsRefusedToo() {
        Opened hostile = opened("p\u0000", "\u0000", "\u0000");
        publishing.send(
                Topics.CASE_INTAKE,
                ours.id(),
                new CaseReport(
                        "crm",
                        ours.reportId("\u0000"),
                        ours.id() + "\u0000",
                        Instant.ofEpochMilli(Long.MAX_VALUE),
                        false,
                        hostile));
        publish("1", 1, opened(null));
        quiet.await();

        List<CaseEvent> ofHostile = facts.values(Ids.of("crm", ours.id() + "\u0000").toString());
        assertThat(ofHostile).singleElement().extracting(CaseEvent::getOccurredAt).isEqualTo(now);
        // by what the fact calls it
        String standIn = ((ReportRefused) ofHostile.getFirst().getBody()).getReportId();
        assertThat(standIn).doesNotContain("\u0000");
        assertRefusedAs(standIn, "reportId");
        assertThat(ours.facts(facts)).containsExactly("CaseOpened");
    }

    @Test
    void whatTheLedgerOfPromisesWouldNotTakeIsRefusedHere() {
        publish("1", 10, opened("p1"));
        publish("2", 9, promised("a", PromiseKind.UNKNOWN, now));
        publish("3", 9, promised("b", now.plus(Duration.ofDays(6 * 365))));
        publish("4", 9, promised("c", PromiseKind.RESOLUTION, now));
        publish("5", 9, promised("d", now));
        quiet.await();
        publish("6", 8, kept("c"));
        publish("7", 10, kept("d"));
        quiet.await();

        assertRefused("2", "body.kind");
        assertRefused("3", "body.due");
        assertRefused("6", "body.promiseRef");
        assertRefused("7", "occurredAt");
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CasePromised", "CasePromised");
    }

    @Test
    void aPromiseOfEveryKindTakesItsCourse() {
        publish("1", 10, opened("p1"));
        publish("2", 9, promised("a", PromiseKind.CALLBACK, now));
        publish("3", 8, revised("a", now.plusSeconds(60)));
        publish("4", 7, promised("b", PromiseKind.REFUND, now));
        publish("5", 6, withdrawn("b"));
        quiet.await();
        publish("6", 7, revised("a", now.plusSeconds(120)));
        publish("7", 5, revised("b", now.plusSeconds(120)));
        publish("8", 6, kept("a"));
        quiet.await();
        publish("9", 5, revised("a", now.plusSeconds(180)));
        quiet.await();

        assertRefused("7", "body.promiseRef");
        assertRefused("9", "body.promiseRef");
        assertThat(ours.facts(facts))
                .containsExactly(
                        "CaseOpened",
                        "CasePromised",
                        "CasePromiseRevised",
                        "CasePromised",
                        "CasePromiseWithdrawn",
                        "CasePromiseRevised",
                        "CasePromiseKept");
        CasePromiseRevised revised = (CasePromiseRevised) facts.values(key()).get(2).getBody();
        assertThat(revised.getPromiseId()).isEqualTo(Ids.of(ours.caseId(), "a"));
        assertThat(revised.getDue()).isEqualTo(new DueInstant(now.plusSeconds(60)));
        assertThat(revised.getReason().name()).isEqualTo("PARTS_MISSING");
    }

    @Test
    void aCaseIsNotedOtherwiseAndClosed() {
        publish("1", 10, opened("p1"));
        publish("2", 9, changed("modem"));
        publish("3", 8, resolved());
        publish("4", 7, new Closed());
        publish("5", 6, reopened());
        quiet.await();

        assertThat(ours.facts(facts))
                .containsExactly("CaseOpened", "CaseChanged", "CaseResolved", "CaseClosed");
        assertRefused("5", "sourceCaseId");
        assertThat(((CaseResolved) facts.values(key()).get(2).getBody()).getCause())
                .isEqualTo("modem");
        assertThat(facts.values(key()).get(3).getBody())
                .isEqualTo(new CaseClosed(CloseReason.REPORTED));
        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("CLOSED")
                .jsonPath("$.cause")
                .isEqualTo("modem");
    }

    @Test
    void aCaseGoesOnInAnother() {
        SourceCase other = SourceCase.aNewOne();
        SourceCase third = SourceCase.aNewOne();
        for (SourceCase one : List.of(ours, other, third)) {
            publish(one, "1", 10, opened("p1"));
        }
        publish("2", 9, promised("a", now));
        quiet.await();
        publish("3", 8, SourceCase.mergedInto(other));
        quiet.await();
        publish(other, "2", 7, SourceCase.mergedInto(third));
        quiet.await();
        publish(third, "2", 6, SourceCase.mergedInto(ours));
        publish("4", 5, kept("a"));
        quiet.await();

        assertThat(ours.facts(facts))
                .containsExactly(
                        "CaseOpened",
                        "CasePromised",
                        "CaseMerged",
                        "CaseClosed",
                        "CasePromiseKept");
        assertThat(facts.values(key()).get(2).getBody()).isEqualTo(new CaseMerged(other.caseId()));
        assertThat(third.facts(facts)).containsExactly("CaseOpened");
        assertRefused(third, "2", "body.into");
        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.mergedInto")
                .isEqualTo(other.caseId().toString());
    }

    @Test
    void idsThatNoContactCanHaveAreRefused() {
        publish("1", 10, opened("kunde 7"));
        publish("2", 10, opened("p1"));
        publish("3", 9, assigned("Kari Nordmann"));
        publish("4", 9, new Assigned("kari", "Støtte"));
        quiet.await();

        assertRefused("1", "body.personId");
        assertRefused("3", "body.owner");
        assertRefused("4", "body.team");
        assertThat(ours.facts(facts)).containsExactly("CaseOpened");
    }

    @Test
    void theNewestOfTwoResolutionsSaysHowItEnded() {
        publish("1", 10, opened("p1"));
        publish("2", 9, new Resolved(Outcome.DECLINED, Remedy.NONE, "the first word"));
        quiet.await();
        publish("3", 8, new Resolved(Outcome.SOLVED, Remedy.REFUND, "the last word"));
        quiet.await();

        rest.agent()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.outcome")
                .isEqualTo("SOLVED")
                .jsonPath("$.remedy")
                .isEqualTo("REFUND")
                .jsonPath("$.summary")
                .isEqualTo("the last word")
                .jsonPath("$.cycle")
                .isEqualTo(1);
        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CaseResolved");
    }

    @Test
    void aPromiseMayBeRecordedAfterItsDue() {
        publish("1", 10, opened("p1"));
        publish("2", 5, promised("a", before(7)));
        quiet.await();

        assertThat(ours.facts(facts)).containsExactly("CaseOpened", "CasePromised");
    }

    @Test
    void manyCasesInOneBatchEachGetTheirFactsInOrder() {
        List<SourceCase> many = range(0, 300).mapToObj(_ -> SourceCase.aNewOne()).toList();
        List<Map.Entry<String, SpecificRecord>> reports = new ArrayList<>();
        many.forEach(
                one -> {
                    reports.add(
                            Map.entry(
                                    one.id(),
                                    one.report("1", before(9), opened("p" + one.caseId()))));
                    reports.add(Map.entry(one.id(), one.report("2", before(8), resolved("done"))));
                });
        publishing.sendAll(Topics.CASE_INTAKE, reports);
        quiet.await();

        assertThat(many)
                .allSatisfy(
                        one ->
                                assertThat(one.facts(facts))
                                        .containsExactly("CaseOpened", "CaseResolved"));
    }

    @Test
    void freeTextStaysHere() {
        publish("1", 10, opened("p1", "a secret subject", "a secret wish"));
        publish("2", 9, resolved("a secret summary"));
        quiet.await();

        assertThat(facts.of(key()))
                .hasSize(2)
                .allSatisfy(
                        fact ->
                                assertThat(new String(fact.bytes(), StandardCharsets.UTF_8))
                                        .doesNotContain("secret"));
        rest.lead()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectBody()
                .jsonPath("$.subject")
                .isEqualTo("a secret subject")
                .jsonPath("$.wish")
                .isEqualTo("a secret wish")
                .jsonPath("$.summary")
                .isEqualTo("a secret summary");
    }

    @Test
    void theTraceOfAReportGoesOnInItsFact() {
        String trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        publishing.send(
                Topics.CASE_INTAKE, ours.id(), ours.report("1", before(9), opened(null)), trace);
        quiet.await();

        assertThat(facts.of(key()))
                .singleElement()
                .extracting(Sent::headers)
                .extracting(headers -> headers.get("traceparent"))
                .isEqualTo(trace);
    }

    private void publish(String reportId, int minutesAgo, Object body) {
        publish(ours, reportId, minutesAgo, body);
    }

    private void publish(SourceCase about, String reportId, int minutesAgo, Object body) {
        publishing.send(
                Topics.CASE_INTAKE, about.id(), about.report(reportId, before(minutesAgo), body));
    }

    private void assertRefused(String reportId, String field) {
        assertRefused(ours, reportId, field);
    }

    private void assertRefused(SourceCase about, String reportId, String field) {
        assertRefusedAs(about.reportId(reportId), field);
    }

    private void assertRefusedAs(String reportId, String field) {
        rest.publisher()
                .get()
                .uri("/refusals?source={source}&reportId={id}", "crm", reportId)
                .exchange()
                .expectBody()
                .jsonPath("$.refusals.length()")
                .isEqualTo(1)
                .jsonPath("$.refusals[0].field")
                .isEqualTo(field)
                .jsonPath("$.refusals[0].rule")
                .isNotEmpty();
    }

    private String key() {
        return ours.caseId().toString();
    }

    private Instant before(int minutes) {
        return now.minusSeconds(60L * minutes);
    }
}
