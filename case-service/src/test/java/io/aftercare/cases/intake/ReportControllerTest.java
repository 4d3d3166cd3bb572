package io.aftercare.cases.intake;

import static io.aftercare.cases.SourceCase.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest
class ReportControllerTest {

    private static final String OPENED =
            """
            {"type": "Opened", "personId": "p1", "kind": "FAULT", "subject": "No line"}""";
    private static final String RESOLVED =
            """
            {"type": "Resolved", "outcome": "SOLVED"}""";

    private static final String ENDED_UNKNOWN =
            """
            {"type": "Resolved", "outcome": "UNKNOWN"}""";

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;

    private final SourceCase ours = SourceCase.aNewOne();

    @Test
    void aNewReportIsCreatedAndARepeatedOneAnswersTheSame() {
        post("1", OPENED)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.caseId")
                .isEqualTo(ours.caseId().toString())
                .jsonPath("$.result")
                .isEqualTo("APPLIED");
        post("1", OPENED)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.caseId")
                .isEqualTo(ours.caseId().toString())
                .jsonPath("$.result")
                .isEqualTo("APPLIED");
        quiet.await();

        assertThat(facts()).containsExactly("CaseOpened");
    }

    @Test
    void anIdThatWasUsedForAnotherReportIsRefusedAndHasNoEffect() {
        post("1", OPENED).expectStatus().isCreated();
        post("1", RESOLVED)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("reportId");
        quiet.await();

        assertThat(facts()).containsExactly("CaseOpened");
    }

    @Test
    void takesEveryTypeOfReport() {
        post("1", OPENED).expectStatus().isCreated();
        post("2", "{\"type\": \"Assigned\", \"owner\": \"lisa\"}").expectStatus().isCreated();
        post(
                        "3",
                        """
                        {"type": "Promised", "promiseRef": "a", "kind": "OTHER",
                         "due": {"day": "2030-05-31"}, "owner": "lisa"}""")
                .expectStatus()
                .isCreated();
        post(
                        "4",
                        """
                        {"type": "PromiseRevised", "promiseRef": "a", "reason": "WEATHER",
                         "initiative": "CUSTOMER", "due": {"at": "2030-06-30T12:00:00Z"}}""")
                .expectStatus()
                .isCreated();
        post("5", "{\"type\": \"PromiseKept\", \"promiseRef\": \"a\"}").expectStatus().isCreated();
        post(
                        "6",
                        """
                        {"type": "Promised", "promiseRef": "b", "kind": "VISIT",
                         "due": {"day": "2030-05-31"}}""")
                .expectStatus()
                .isCreated();
        post("7", "{\"type\": \"PromiseWithdrawn\", \"promiseRef\": \"b\", \"consent\": true}")
                .expectStatus()
                .isCreated();
        post("8", "{\"type\": \"Changed\", \"priority\": \"HIGH\"}").expectStatus().isCreated();
        post("9", RESOLVED).expectStatus().isCreated();
        post("10", "{\"type\": \"Reopened\"}").expectStatus().isCreated();
        post("11", "{\"type\": \"Closed\"}").expectStatus().isCreated();
        SourceCase other = SourceCase.aNewOne();
        post(json("1", OPENED, 0).replace(ours.id(), other.id())).expectStatus().isCreated();
        post("12", "{\"type\": \"Merged\", \"into\": \"%s\"}".formatted(other.id()))
                .expectStatus()
                .isCreated();
        quiet.await();

        assertThat(facts())
                .containsExactly(
                        "CaseOpened",
                        "CaseAssigned",
                        "CasePromised",
                        "CasePromiseRevised",
                        "CasePromiseKept",
                        "CasePromised",
                        "CasePromiseWithdrawn",
                        "CaseChanged",
                        "CaseResolved",
                        "CaseReopened",
                        "CaseClosed",
                        "CaseMerged");
    }

    @Test
    void theSameReportByBothWaysIsOne() {
        publishing.send(
                Topics.CASE_INTAKE, ours.id(), ours.report("1", clock.instant(), opened(null)));
        quiet.await();
        post("1", OPENED).expectStatus().isOk();
        quiet.await();

        assertThat(facts()).containsExactly("CaseOpened");
    }

    @Test
    void aRefusalIsRecordedAndAnsweredAgain() {
        for (int i = 0; i < 2; i++) {
            post("1", ENDED_UNKNOWN)
                    .expectStatus()
                    .isEqualTo(400)
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.field")
                    .isEqualTo("body.outcome")
                    .jsonPath("$.rule")
                    .isEqualTo("must be a code that is known here");
        }
        rest.operator()
                .get()
                .uri("/refusals?source=crm&reportId={id}", ours.reportId("1"))
                .exchange()
                .expectBody()
                .jsonPath("$.refusals.length()")
                .isEqualTo(1)
                .jsonPath("$.refusals[0].type")
                .isEqualTo("Resolved");
    }

    @Test
    void allRulesThatAReportBreaksAreToldAndTheFirstIsRecorded() {
        String body =
                "{\"type\": \"Opened\", \"kind\": \"RIDDLE\", \"owner\": \"a b\", \"wish\": \"\\u0000\"}";
        for (int i = 0; i < 2; i++) {
            post("1", body)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.field")
                    .isEqualTo("body.kind")
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("body.kind")
                    .jsonPath("$.errors[1].field")
                    .isEqualTo("body.owner")
                    .jsonPath("$.errors[2].field")
                    .isEqualTo("body.wish")
                    .jsonPath("$.errors.length()")
                    .isEqualTo(3);
        }
        rest.operator()
                .get()
                .uri("/refusals?source=crm&reportId={id}", ours.reportId("1"))
                .exchange()
                .expectBody()
                .jsonPath("$.refusals[*].field")
                .isEqualTo("body.kind");
    }

    @Test
    void aCorrectedReportIsTakenUnderAnIdOfItsOwn() {
        post("1", OPENED).expectStatus().isCreated();
        post("2", ENDED_UNKNOWN).expectStatus().isEqualTo(400);
        post("2", RESOLVED).expectStatus().isEqualTo(400);
        post("3", RESOLVED)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.result")
                .isEqualTo("APPLIED");
        quiet.await();

        assertThat(facts()).containsExactly("CaseOpened", "CaseResolved");
    }

    @Test
    void whatTheStateForbidsIsAConflictWithAName() {
        post("1", OPENED);
        conflict("2", OPENED, "sourceCaseId", "must be a new case: it was opened before");
        String due = "\"due\": {\"day\": \"2030-05-31\"}";
        String promised = "{\"type\": \"Promised\", \"promiseRef\": \"a\", " + due + "}";
        post("3", promised).expectStatus().isCreated();
        conflict("4", promised, "body.promiseRef", "must be new: it was promised before");
        post("5", "{\"type\": \"PromiseWithdrawn\", \"promiseRef\": \"a\"}");
        conflict(
                "6",
                "{\"type\": \"PromiseKept\", \"promiseRef\": \"a\"}",
                "body.promiseRef",
                "must name a promise that was not withdrawn before");
        post("7", "{\"type\": \"Closed\"}", 1);
        for (int i = 0; i < 2; i++) {
            post("8", RESOLVED, 2)
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.field")
                    .isEqualTo("sourceCaseId");
        }
    }

    private void conflict(String reportId, String body, String field, String rule) {
        post(reportId, body, 1)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.rule")
                .isEqualTo(rule);
    }

    @Test
    void textsThatAreTooLongOrHoldWhatNobodyTypesAreRefusedByTheirField() {
        refused(
                "1",
                "{\"type\": \"Opened\", \"subject\": \"%s\"}",
                "s".repeat(201),
                "body.subject");
        refused("2", "{\"type\": \"Opened\", \"wish\": \"%s\"}", "w".repeat(2_001), "body.wish");
        refused("3", "{\"type\": \"Opened\", \"wish\": \"%s\"}", "a\\u0000b", "body.wish");
        refused("4", "{\"type\": \"Opened\", \"cause\": \"%s\"}", "a\\nb", "body.cause");
        refused("5", "{\"type\": \"Opened\", \"handling\": \"%s\"}", "LOUD", "body.handling");
        refused(
                "6",
                "{\"type\": \"Promised\", \"promiseRef\": \"a\", \"due\": {\"day\": \"%s\"}}",
                "2130-05-31",
                "body.due");
    }

    private void refused(String reportId, String body, String value, String field) {
        post(reportId, body.formatted(value))
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    @Test
    void showsTheNewestRefusalsAndWhetherThereAreMore() {
        post("1", ENDED_UNKNOWN);
        post("2", ENDED_UNKNOWN);

        rest.publisher()
                .get()
                .uri("/refusals?source=crm&limit=1")
                .exchange()
                .expectBody()
                .jsonPath("$.refusals.length()")
                .isEqualTo(1)
                .jsonPath("$.more")
                .isEqualTo(true);
        rest.publisher()
                .get()
                .uri("/refusals?source=crm&limit=1&reportId={id}", ours.reportId("1"))
                .exchange()
                .expectBody()
                .jsonPath("$.more")
                .isEqualTo(false);
    }

    @Test
    void codesNobodyKnowsAreRefusedByTheirField() {
        post("1", "{\"type\": \"Opened\", \"kind\": \"RIDDLE\"}")
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("body.kind");
        post("2", "{\"type\": \"Resolved\"}")
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("body.outcome");
    }

    @Test
    void aReportThatIsTooLateSaysSo() {
        post("1", OPENED);
        post("2", RESOLVED, 60);
        post("3", "{\"type\": \"Reopened\"}", 30)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.result")
                .isEqualTo("LATE")
                .jsonPath("$.note")
                .isNotEmpty();
    }

    @Test
    void namesTheFieldThatIsMissingOrMalformed() {
        malformed(json("1", OPENED, 0).replace("\"source\": \"crm\", ", ""), "source");
        malformed("{\"source\": \"crm\"", "body");
        malformed(json("1", "{\"type\": \"Exploded\", \"why\": 1}", 0), "body.type");
        malformed(json("1", "{\"owner\": \"lisa\"}", 0), "body.type");
        malformed(json("1", "{\"type\": \"Reopened\", \"why\": 1}", 0), "body.why");
        malformed(
                json(
                        "1",
                        """
                        {"type": "Promised", "promiseRef": "a",
                         "due": {"day": "2030-05-31", "at": "2030-05-31T00:00:00Z"}}""",
                        0),
                "body.due");
        malformed(json("1", OPENED, 0).replaceFirst("\\d\\d:\\d\\d:", "25:61:"), "occurredAt");
        malformed(
                json("1", OPENED, 0).replaceFirst("\"[0-9-]+T[^\"]+\"", "1780219800"),
                "occurredAt");
        malformed(
                json("1", "{\"type\": \"PromiseRevised\", \"due\": {\"day\": [2030, 5, 31]}}", 0),
                "body.due.day");
    }

    @Test
    void timesNobodyMeansAreRefused() {
        for (String time :
                List.of("+1000000000-12-31T23:59:59.999999999Z", "1969-01-01T00:00:00Z")) {
            post(json("1", OPENED, 0).replaceFirst("\\d{4}-\\d\\d-\\d\\dT[^\"]+", time))
                    .expectStatus()
                    .isEqualTo(400)
                    .expectBody()
                    .jsonPath("$.field")
                    .isEqualTo("occurredAt");
        }
    }

    @Test
    void halvesOfCharactersAreRefused() {
        post("1", "{\"type\": \"Opened\", \"wish\": \"\\ud83d\"}")
                .expectStatus()
                .isEqualTo(400)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("body.wish");
    }

    @Test
    void answersOnlyThoseWhoMayAsk() {
        String report = json("1", OPENED, 0);
        send(rest.anybody(), report).expectStatus().isUnauthorized();
        send(rest.agent(), report).expectStatus().isForbidden();
        send(rest.agent(), "{}").expectStatus().isForbidden();
        rest.agent().get().uri("/refusals?source=crm").exchange().expectStatus().isForbidden();
        rest.publisher()
                .get()
                .uri("/cases/{id}", ours.caseId())
                .exchange()
                .expectStatus()
                .isForbidden();
        rest.publisher()
                .get()
                .uri("/cases/{id}/timeline", ours.caseId())
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void aCaseNobodyReportedIsNotFound() {
        rest.agent().get().uri("/cases/{id}", ours.caseId()).exchange().expectStatus().isNotFound();
        rest.agent()
                .get()
                .uri("/cases/{id}/timeline", ours.caseId())
                .exchange()
                .expectStatus()
                .isNotFound();
        rest.agent().get().uri("/cases/17").exchange().expectStatus().isBadRequest();
    }

    @Test
    void theSameReportTwentyTimesAtOnceIsOne() throws Exception {
        String report = json("1", OPENED, 0);
        Callable<Integer> posting =
                () ->
                        send(rest.publisher(), report)
                                .expectBody()
                                .returnResult()
                                .getStatus()
                                .value();
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<Integer> answers =
                    threads.invokeAll(Stream.generate(() -> posting).limit(20).toList()).stream()
                            .map(Future::resultNow)
                            .toList();
            assertThat(answers).containsOnlyOnce(201).containsOnly(200, 201);
        }
        quiet.await();

        assertThat(facts()).containsExactly("CaseOpened");
    }

    private List<String> facts() {
        return ours.facts(sent.on(Topics.CASE_EVENTS, CaseEvent.class));
    }

    private void malformed(String json, String field) {
        post(json)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field)
                .jsonPath("$.rule")
                .value(String.class, rule -> assertThat(rule).startsWith("must "));
    }

    private ResponseSpec post(String reportId, String body) {
        return post(reportId, body, 0);
    }

    private ResponseSpec post(String reportId, String body, int secondsAhead) {
        return post(json(reportId, body, secondsAhead));
    }

    private ResponseSpec post(String json) {
        return send(rest.publisher(), json);
    }

    private static ResponseSpec send(RestTestClient as, String json) {
        return as.post()
                .uri("/reports")
                .contentType(MediaType.APPLICATION_JSON)
                .body(json)
                .exchange();
    }

    private String json(String reportId, String body, int secondsAhead) {
        return """
        {"source": "crm", "reportId": "%s", "sourceCaseId": "%s", "occurredAt": "%s", "body": %s}"""
                .formatted(
                        ours.reportId(reportId),
                        ours.id(),
                        clock.instant().plusSeconds(secondsAhead),
                        body);
    }
}
