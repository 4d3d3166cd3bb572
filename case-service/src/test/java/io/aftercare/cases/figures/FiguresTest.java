package io.aftercare.cases.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.SourceCase;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.intake.CaseKind;
import io.aftercare.intake.Changed;
import io.aftercare.intake.Closed;
import io.aftercare.intake.Handling;
import io.aftercare.intake.Opened;
import io.aftercare.intake.Outcome;
import io.aftercare.intake.Priority;
import io.aftercare.intake.Remedy;
import io.aftercare.intake.Resolved;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServiceTest
class FiguresTest {

    /** What the sums are less what the cases count for, where they differ. */
    private static final String DIFFERENCES =
            """
            SELECT measure, grouping, week, code, bucket, sum(n) FROM (
                SELECT measure, grouping, week, code, bucket, cases AS n FROM case_figure
                UNION ALL
                SELECT measure, grouping, week, code, bucket, cases FROM case_figure_change
                UNION ALL
                SELECT measure, grouping, week, code, bucket, -1 FROM case_mark) AS f
             GROUP BY measure, grouping, week, code, bucket HAVING sum(n) <> 0""";

    @Autowired Publishing publishing;
    @Autowired Quiet quiet;
    @Autowired Rest rest;
    @Autowired MovableClock clock;
    @Autowired FireTimers timers;
    @Autowired JdbcClient sql;

    private final String product = "product-" + UUID.randomUUID();

    @Test
    void theSumsAreThoseOfTheCasesWhateverHappensInWhateverOrder() {
        Random random = new Random(7);
        for (int i = 0; i < 60; i++) {
            happen(SourceCase.aNewOne(), random);
        }
        quiet.await();
        assertThat(sql.sql(DIFFERENCES).query().listOfRows()).isEmpty();
        assertThat(count("SELECT count(*) FROM case_mark WHERE measure = 'TOTAL'")).isPositive();

        timers.after(java.time.Duration.ofMinutes(1));
        assertThat(count("SELECT count(*) FROM case_figure_change")).isZero();
        assertThat(count("SELECT count(*) FROM case_figure")).isPositive();
        assertThat(sql.sql(DIFFERENCES).query().listOfRows()).isEmpty();
    }

    @Test
    void aCorrectionMovesAComplaintToItsCause() {
        SourceCase one = aResolvedComplaint();
        complaints("$.complaints[?(@.code == '%s')].weeks[0].complaints".formatted(product), 1);

        correct(one, "PRODUCT", product + "-2");

        complaints("$.complaints[?(@.code == '%s-2')].weeks[0].complaints".formatted(product), 1);
        rest.lead()
                .get()
                .uri("/figures/complaints?by=product&weeks=1&limit=500")
                .exchange()
                .expectBody()
                .jsonPath("$.complaints[?(@.code == '%s')]".formatted(product))
                .doesNotExist();
    }

    @Test
    void whatTheCustomerSaysIsShownBesideHowLongItTook() {
        SourceCase confirmed = aResolvedComplaint();
        SourceCase denied = aResolvedComplaint();
        aResolvedComplaint();
        answer(confirmed, Answer.SOLVED);
        answer(denied, Answer.NOT_SOLVED);
        quiet.await();

        String mine = "$.figures[?(@.code == '%s')]".formatted(product);
        rest.operator()
                .get()
                .uri("/figures/resolution-time?by=product&weeks=1&limit=500")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(mine + ".resolved")
                .isEqualTo(3)
                .jsonPath(mine + ".answered")
                .isEqualTo(2)
                .jsonPath(mine + ".confirmedSolvedShare")
                .isEqualTo(0.5)
                .jsonPath(mine + ".first.medianMinutes")
                .isEqualTo(10)
                .jsonPath(mine + ".smallSample")
                .isEqualTo(true);
    }

    @Test
    void complaintsAreCountedAgainstWhatIsWithCustomers() {
        aResolvedComplaint();
        String week =
                clock.instant()
                        .atOffset(java.time.ZoneOffset.UTC)
                        .format(java.time.format.DateTimeFormatter.ISO_WEEK_DATE)
                        .substring(0, 8);
        put(week, "{\"units\": 4000}").expectStatus().isOk();
        put(week, "{\"units\": 500}").expectStatus().isOk();

        complaints("$.complaints[?(@.code == '%s')].weeks[0].per1000".formatted(product), 2.0);
        String sheet =
                rest.lead()
                        .get()
                        .uri("/figures/complaints?by=product&weeks=1")
                        .accept(MediaType.valueOf("text/csv"))
                        .exchange()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(sheet).contains(product + ",").contains(",1,500,2.0,true\r\n");
    }

    @Test
    void aCauseIsCountedAgainstNothingWhileTheUnitsOfAProductAreNotKnown() {
        aResolvedComplaint();
        String another = "another-" + product;
        String week =
                clock.instant()
                        .atOffset(java.time.ZoneOffset.UTC)
                        .format(java.time.format.DateTimeFormatter.ISO_WEEK_DATE)
                        .substring(0, 8);
        rest.operator()
                .put()
                .uri("/figures/denominators/{product}/{week}", another, week)
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"units\": 500}")
                .exchange()
                .expectStatus()
                .isOk();

        rest.lead()
                .get()
                .uri("/figures/complaints?by=all&weeks=1")
                .exchange()
                .expectBody()
                .jsonPath("$.complaints[0].weeks[0].complaints")
                .isNotEmpty()
                .jsonPath("$.complaints[0].weeks[0].per1000")
                .isEmpty();
    }

    @Test
    void aSheetHasAllLinesAndTakesNoLimit() {
        for (String figures : List.of("complaints", "resolution-time")) {
            rest.lead()
                    .get()
                    .uri("/figures/" + figures + "?limit=1")
                    .accept(MediaType.valueOf("text/csv"))
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.detail")
                    .isEqualTo("limit must be one of by, weeks");
        }
    }

    @Test
    void denominatorsNobodyMeansAreRefused() {
        put("2026-W54", "{\"units\": 1}").expectStatus().isBadRequest();
        put("2026-10-05", "{\"units\": 1}").expectStatus().isBadRequest();
        put("2026-W31", "{\"units\": -1}").expectStatus().isBadRequest();
        put("2026-W31", "{}").expectStatus().isBadRequest();
        put("2026-W31", "{\"units\": 1000000000001}").expectStatus().isBadRequest();
        rest.agent()
                .put()
                .uri("/figures/denominators/tv/2026-W31")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"units\": 1}")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private void happen(SourceCase one, Random random) {
        Instant begin = clock.instant().minusSeconds(random.nextInt(40 * 24 * 3_600));
        int reports = 1 + random.nextInt(7);
        report(one, "0", begin, opened(random));
        for (int i = 1; i < reports; i++) {
            // any order of occurring, so some come late
            Instant at = begin.plusSeconds(random.nextInt(3_000_000) / (1 + random.nextInt(100)));
            Instant past = at.isAfter(clock.instant()) ? clock.instant() : at;
            report(one, "" + i, past, something(random));
        }
    }

    private Opened opened(Random random) {
        return new Opened(
                "p1",
                random.nextBoolean() ? CaseKind.COMPLAINT : CaseKind.FAULT,
                random.nextInt(3) == 0 ? null : "cause" + random.nextInt(3),
                product,
                Priority.NORMAL,
                "kari",
                "support",
                null,
                null,
                Handling.NORMAL,
                false);
    }

    private static Object something(Random random) {
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                    new Resolved(
                            Outcome.values()[1 + random.nextInt(Outcome.values().length - 1)],
                            Remedy.NONE,
                            null);
            case 2 -> SourceCase.reopened();
            case 3 ->
                    new Changed(CaseKind.COMPLAINT, "cause" + random.nextInt(3), null, null, null);
            case 4 -> new Changed(CaseKind.QUESTION, null, "another", null, null);
            default -> new Closed();
        };
    }

    private SourceCase aResolvedComplaint() {
        SourceCase one = SourceCase.aNewOne();
        Instant now = clock.instant();
        report(
                one,
                "1",
                now.minusSeconds(600),
                new Opened(
                        "p1",
                        CaseKind.COMPLAINT,
                        "line",
                        product,
                        Priority.NORMAL,
                        "kari",
                        "support",
                        null,
                        null,
                        Handling.NORMAL,
                        false));
        report(one, "2", now, SourceCase.resolved());
        quiet.await();
        return one;
    }

    private void answer(SourceCase of, Answer answer) {
        Instant now = clock.instant();
        publishing.send(
                Topics.FOLLOWUP_EVENTS,
                of.caseId().toString(),
                new FollowupEvent(
                        UUID.randomUUID(),
                        of.caseId(),
                        "p1",
                        1,
                        1L,
                        now,
                        now,
                        false,
                        new ContactAnswered(answer, false)));
    }

    private void correct(SourceCase one, String field, String value) {
        rest.lead()
                .post()
                .uri("/cases/{id}/corrections", one.caseId())
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        """
                        {"field": "%s", "value": "%s", "reason": "read the log", "by": "lead1"}"""
                                .formatted(field, value))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    private void complaints(String path, Object value) {
        rest.lead()
                .get()
                .uri("/figures/complaints?by=product&weeks=1&limit=500")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath(path)
                .isEqualTo(value);
    }

    private ResponseSpec put(String week, String body) {
        return rest.operator()
                .put()
                .uri("/figures/denominators/{product}/{week}", product, week)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private void report(SourceCase of, String reportId, Instant at, Object body) {
        publishing.send(Topics.CASE_INTAKE, of.id(), of.report(reportId, at, body));
    }

    private long count(String query) {
        return sql.sql(query).query(Long.class).single();
    }
}
