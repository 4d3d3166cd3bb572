package io.aftercare.cases.desk;

import static io.aftercare.cases.SourceCase.opened;
import static io.aftercare.cases.SourceCase.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseCorrected;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CorrectedField;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Corrections, wishes and hand-overs, as people at desks make them. */
@ServiceTest
class DeskTest {

    @Autowired Publishing publishing;
    @Autowired SentEvents sent;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;
    @Autowired JdbcClient sql;

    private final SourceCase ours = SourceCase.aNewOne();

    @Test
    void aCorrectionKeepsTheOldValueWhoAndWhyAndTellsOthersTheCodesOnly() {
        aResolvedCase();

        correct("CAUSE", "modem").expectStatus().isCreated();
        correct("CAUSE", "modem").expectStatus().isOk();
        quiet.await();

        CaseEvent fact =
                facts().stream()
                        .filter(event -> event.getBody() instanceof CaseCorrected)
                        .findFirst()
                        .orElseThrow();
        assertThat(fact.getBody())
                .isEqualTo(new CaseCorrected(CorrectedField.CAUSE, "line", "modem"));
        assertThat(fact.getCycle()).isOne();
        assertThat(ours.facts(sent.on(Topics.CASE_EVENTS, CaseEvent.class)))
                .containsExactly("CaseOpened", "CaseResolved", "CaseCorrected", "CaseChanged");
        get("/cases/{id}", ours.caseId())
                .expectBody()
                .jsonPath("$.cause")
                .isEqualTo("modem")
                .jsonPath("$.asResolved.cause")
                .isEqualTo("modem")
                .jsonPath("$.corrections.length()")
                .isEqualTo(1)
                .jsonPath("$.corrections[0].before")
                .isEqualTo("line")
                .jsonPath("$.corrections[0].by")
                .isEqualTo("lead1")
                .jsonPath("$.corrections[0].reason")
                .isEqualTo("read the log")
                .jsonPath("$.corrections[0].at")
                .isNotEmpty();
    }

    @Test
    void aCorrectedOutcomeIsNotUndoneByAReportOfTheSameResolution() {
        aResolvedCase();
        correct("OUTCOME", "SPAM").expectStatus().isCreated();

        report("3", 2, resolved());
        quiet.await();
        get("/cases/{id}", ours.caseId()).expectBody().jsonPath("$.outcome").isEqualTo("SPAM");
    }

    @Test
    void theReasonGoesWithThePersonAndNoneIsKeptAfterwards() {
        String person = "p" + UUID.randomUUID();
        report("1", 0, opened(person));
        report("2", 1, resolved());
        quiet.await();
        correct("CAUSE", "modem");
        publishing.tombstone(Topics.CONTACTS, "person:" + person);
        quiet.await();
        correct("PRODUCT", "tv").expectStatus().isCreated();

        get("/cases/{id}", ours.caseId())
                .expectBody()
                .jsonPath("$.corrections[0].code")
                .isEqualTo("modem")
                .jsonPath("$.corrections[0].reason")
                .isEqualTo(null)
                .jsonPath("$.corrections[1].reason")
                .isEqualTo(null);
    }

    @Test
    void onlyALeadCorrectsAndOnlyWhatWasResolved() {
        report("1", 0, opened("p1"));
        quiet.await();

        correct(rest.agent(), "CAUSE", "modem", "why").expectStatus().isForbidden();
        correct("CAUSE", "modem")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("state");
        rest.lead()
                .post()
                .uri("/cases/{id}/corrections", UUID.randomUUID())
                .contentType(MediaType.APPLICATION_JSON)
                .body(correction("CAUSE", "modem", "why"))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "KIND, RIDDLE, why, 400, value",
        "KIND, UNKNOWN, why, 400, value",
        "OUTCOME, solved, why, 400, value",
        "OWNER, ola nordmann, why, 400, value",
        "CAUSE, ' ', why, 400, value",
        "CAUSE, modem, ' ', 400, reason",
        "CAUSE, modem, 'b\\u0007ll', 400, reason",
        "SUBJECT, x, why, 400, field",
    })
    void whatIsWrongWithACorrectionIsNamed(
            String field, String value, String reason, int status, String wrong) {
        aResolvedCase();

        correct(rest.lead(), field, value, reason)
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(wrong);
    }

    @Test
    void allThatIsWrongWithACorrectionIsToldAtOnce() {
        aResolvedCase();

        correct(rest.lead(), "KIND", "RIDDLE", " ")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("value")
                .jsonPath("$.errors[0].field")
                .isEqualTo("value")
                .jsonPath("$.errors[1].field")
                .isEqualTo("reason")
                .jsonPath("$.errors.length()")
                .isEqualTo(2);
    }

    @Test
    void aWishIsNotedAndIsOnNoTopic() {
        aResolvedCase();

        wish("A call before noon").expectStatus().isOk();
        wish(" ").expectStatus().isEqualTo(400);
        wish("w".repeat(2_001)).expectStatus().isEqualTo(400);
        quiet.await();

        get("/cases/{id}", ours.caseId())
                .expectBody()
                .jsonPath("$.wish")
                .isEqualTo("A call before noon");
        assertThat(ours.facts(sent.on(Topics.CASE_EVENTS, CaseEvent.class)))
                .containsExactly("CaseOpened", "CaseResolved");
    }

    @Test
    void correctionsComeInPagesAndTheLastOnesWithTheCase() {
        aResolvedCase();
        for (String cause : List.of("a", "b", "c")) {
            correct("CAUSE", cause).expectStatus().isCreated();
        }
        String page = "/cases/{id}/corrections?limit=2";
        AtomicReference<Object> cursor = new AtomicReference<>();
        get(page, ours.caseId())
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.corrections[*].code")
                .value(codes -> assertThat(codes).hasToString("[\"c\",\"b\"]"))
                .jsonPath("$.more")
                .isEqualTo(true)
                .jsonPath("$.cursor")
                .value(cursor::set);
        get(page + "&cursor=" + cursor.get(), ours.caseId())
                .expectBody()
                .jsonPath("$.corrections[*].code")
                .value(codes -> assertThat(codes).hasToString("[\"a\"]"))
                .jsonPath("$.more")
                .isEqualTo(false);
        get(page + "&cursor=x", ours.caseId()).expectStatus().isBadRequest();

        sql.sql(
                        """
                        INSERT INTO correction
                            (case_id, cycle, field, code, corrected_by, corrected_at)
                        SELECT :case, 1, 'CAUSE', 'n' || n, 'lead1', now()
                          FROM generate_series(1, 100) AS n""")
                .param("case", ours.caseId())
                .update();
        get("/cases/{id}", ours.caseId())
                .expectBody()
                .jsonPath("$.corrections.length()")
                .isEqualTo(100)
                .jsonPath("$.corrections[0].code")
                .isEqualTo("n1")
                .jsonPath("$.moreCorrections")
                .isEqualTo(true);
    }

    @Test
    void whoLeavesHandsOverEveryCaseThatIsNotClosed() {
        String leaver = "leaver-" + UUID.randomUUID();
        SourceCase open = aCaseOf(leaver);
        SourceCase closed = aCaseOf(leaver);
        report(closed, "3", 2, new io.aftercare.intake.Closed());
        aCaseOf("somebody-else");
        quiet.await();

        handOver(leaver, "{\"to\": \"lisa\", \"by\": \"lead1\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.moved")
                .isEqualTo(1)
                .jsonPath("$.remaining")
                .isEqualTo(0);
        quiet.await();

        assertThat(lastFact(open)).isEqualTo(new CaseAssigned("lisa", "support"));
        assertThat(lastFact(closed)).isNotInstanceOf(CaseAssigned.class);
        end(leaver).expectStatus().isOk().expectBody().jsonPath("$.endedAt").isNotEmpty();
    }

    @Test
    void aHandOverDoesNotEndWhileATeamsCasesAreUnowned() {
        String leaver = "leaver-" + UUID.randomUUID();
        SourceCase one = aCaseOf(leaver);
        SourceCase other = aCaseOf(leaver);
        report(other, "3", 2, new io.aftercare.intake.Assigned(leaver, "sales"));
        quiet.await();

        end(leaver).expectStatus().isNotFound();
        handOver(leaver, "{\"byTeam\": {\"support\": \"lisa\"}, \"by\": \"lead1\"}")
                .expectBody()
                .jsonPath("$.moved")
                .isEqualTo(1)
                .jsonPath("$.unowned[0].team")
                .isEqualTo("sales");
        end(leaver)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("remaining");

        // the same once more, and the rest
        handOver(
                        leaver,
                        "{\"byTeam\": {\"support\": \"lisa\"}, \"to\": \"ola\", \"by\": \"lead1\"}")
                .expectBody()
                .jsonPath("$.moved")
                .isEqualTo(2)
                .jsonPath("$.remaining")
                .isEqualTo(0);
        end(leaver).expectStatus().isOk();
        handOver("kari", "{\"to\": \"" + leaver + "\", \"by\": \"lead1\"}")
                .expectStatus()
                .isEqualTo(400);
        quiet.await();
        assertThat(lastFact(one)).isEqualTo(new CaseAssigned("lisa", "support"));
        assertThat(lastFact(other)).isEqualTo(new CaseAssigned("ola", "sales"));
    }

    @Test
    void aHandOverNeedsAnotherPersonAndALead() {
        handOver("kari", "{\"to\": \"kari\", \"by\": \"lead1\"}").expectStatus().isEqualTo(400);
        handOver("kari", "{\"by\": \"lead1\"}").expectStatus().isEqualTo(400);
        handOver("kari", "{\"to\": \"lisa\"}").expectStatus().isEqualTo(400);
        rest.agent()
                .post()
                .uri("/staff/kari/handover")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"to\": \"lisa\", \"by\": \"a\"}")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private void aResolvedCase() {
        report("1", 0, opened("p1"));
        report("2", 1, resolved());
        quiet.await();
    }

    private SourceCase aCaseOf(String owner) {
        SourceCase one = SourceCase.aNewOne();
        report(one, "1", 0, opened("p1"));
        report(one, "2", 1, SourceCase.assigned(owner));
        return one;
    }

    private void report(String reportId, int secondsAhead, Object body) {
        report(ours, reportId, secondsAhead, body);
    }

    private void report(SourceCase of, String reportId, int secondsAhead, Object body) {
        publishing.send(
                Topics.CASE_INTAKE,
                of.id(),
                of.report(reportId, clock.instant().minusSeconds(60 - secondsAhead), body));
    }

    private List<CaseEvent> facts() {
        return sent.on(Topics.CASE_EVENTS, CaseEvent.class).values(ours.caseId().toString());
    }

    private Object lastFact(SourceCase of) {
        return Stream.of(
                        sent.on(Topics.CASE_EVENTS, CaseEvent.class).values(of.caseId().toString()))
                .map(List::getLast)
                .map(CaseEvent::getBody)
                .findFirst()
                .orElseThrow();
    }

    private ResponseSpec get(String uri, Object id) {
        return rest.agent().get().uri(uri, id).exchange();
    }

    private ResponseSpec correct(String field, String value) {
        return correct(rest.lead(), field, value, "read the log");
    }

    private ResponseSpec correct(RestTestClient as, String field, String value, String reason) {
        return as.post()
                .uri("/cases/{id}/corrections", ours.caseId())
                .contentType(MediaType.APPLICATION_JSON)
                .body(correction(field, value, reason))
                .exchange();
    }

    private static String correction(String field, String value, String reason) {
        return """
        {"field": "%s", "value": "%s", "reason": "%s", "by": "lead1"}"""
                .formatted(field, value, reason);
    }

    private ResponseSpec wish(String wish) {
        return rest.agent()
                .put()
                .uri("/cases/{id}/wish", ours.caseId())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"wish\": \"%s\"}".formatted(wish))
                .exchange();
    }

    private ResponseSpec handOver(String staffId, String body) {
        return rest.lead()
                .post()
                .uri("/staff/{id}/handover", staffId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private ResponseSpec end(String staffId) {
        return rest.lead().post().uri("/staff/{id}/handover/end", staffId).exchange();
    }
}
