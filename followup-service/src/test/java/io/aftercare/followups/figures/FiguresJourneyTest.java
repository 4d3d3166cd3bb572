package io.aftercare.followups.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseCorrected;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CorrectedField;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class FiguresJourneyTest {

    private static final Duration MS = Duration.ofMillis(1);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aPromiseCountsUnderItsOwnerTeamCauseAndProductAsTheyWereWhenItWasMade() {
        CaseStory story = opened();
        story.promised("p", PromiseKind.OTHER, clock.instant().plus(Duration.ofHours(1)));
        story.tell(0, clock.instant(), new CaseAssigned("somebody-else", "other-team"));
        quiet.await();

        for (String by : List.of("owner", "team", "cause", "product")) {
            figures(by)
                    .jsonPath(line(by, "made"))
                    .isEqualTo(1)
                    .jsonPath(line(by, "standing.open"))
                    .isEqualTo(1)
                    .jsonPath(line(by, "smallSample"))
                    .isEqualTo(true);
        }
    }

    @Test
    void aCorrectedCauseMovesWhatWasCountedUnderTheWrongOneAndNothingElse() {
        Instant due = clock.instant().plus(Duration.ofHours(1));
        CaseStory wrong = opened();
        wrong.promised("p", PromiseKind.OTHER, due);
        CaseStory right = opened();
        right.promised("p", PromiseKind.OTHER, due);
        wrong.resolved(1);
        quiet.await();
        wrong.tell(
                1,
                clock.instant(),
                new CaseCorrected(CorrectedField.CAUSE, "=cause-" + mark, "other-" + mark));
        wrong.promiseKept("p", clock.instant());
        quiet.await();

        String corrected = "$.figures[?(@.value=='other-" + mark + "')].";
        figures("cause")
                .jsonPath(line("cause", "made"))
                .isEqualTo(1)
                .jsonPath(line("cause", "standing.open"))
                .isEqualTo(1)
                .jsonPath(corrected + "made")
                .isEqualTo(1)
                .jsonPath(corrected + "standing.open")
                .isEqualTo(0)
                .jsonPath(corrected + "standing.kept")
                .isEqualTo(1);
        figures("owner").jsonPath(line("owner", "made")).isEqualTo(2);
    }

    @Test
    void whatIsBrokenIsSeenAtOnceAndFinalAWeekLater() {
        Instant due = clock.instant().plus(Duration.ofHours(1));
        CaseStory kept = opened();
        kept.promised("p", PromiseKind.OTHER, due);
        CaseStory broken = opened();
        broken.promised("p", PromiseKind.OTHER, due);
        quiet.await();
        kept.promiseKept("p", due);
        kept.awaitFact(PromiseKept.class);
        timers.at(due.plus(MS));
        broken.awaitFact(PromiseBroken.class);

        figures("owner")
                .jsonPath(line("owner", "made"))
                .isEqualTo(2)
                .jsonPath(line("owner", "standing.kept"))
                .isEqualTo(1)
                .jsonPath(line("owner", "standing.broken"))
                .isEqualTo(1)
                .jsonPath(line("owner", "standing.open"))
                .isEqualTo(0)
                .jsonPath(line("owner", "originalKeptShareSoFar"))
                .isEqualTo(0.5)
                .jsonPath(line("owner", "originalKeptShare"))
                .value(share -> assertThat(share).asString().isEqualTo("[null]"));

        timers.at(due.plus(Duration.ofDays(7)).plus(MS));
        kept.awaitFact(PromiseJudged.class);
        broken.awaitFact(PromiseJudged.class);
        figures("owner")
                .jsonPath(line("owner", "original.kept"))
                .isEqualTo(1)
                .jsonPath(line("owner", "original.brokenSilently"))
                .isEqualTo(1)
                .jsonPath(line("owner", "standing.kept"))
                .isEqualTo(0)
                .jsonPath(line("owner", "originalKeptShare"))
                .isEqualTo(0.5);
    }

    @Test
    void foldingChangesNoFigure() {
        timers.due(); // what is folded already is not folded for a minute
        CaseStory story = opened();
        story.promised("p", PromiseKind.OTHER, clock.instant().plus(Duration.ofDays(1)));
        story.awaitFact(PromiseMade.class);
        quiet.await();
        assertThat(unfolded()).isPositive();

        timers.after(Duration.ofMinutes(1));
        assertThat(unfolded()).isZero();
        figures("owner").jsonPath(line("owner", "made")).isEqualTo(1);
    }

    @Test
    void importedPromisesCountAndAreMarked() {
        CaseStory story = opened();
        story.tell(
                story.person,
                0,
                clock.instant(),
                true,
                new CasePromised(
                        story.promiseId("p"),
                        PromiseKind.OTHER,
                        new DueInstant(clock.instant().plus(Duration.ofHours(1))),
                        null));
        quiet.await();

        figures("owner")
                .jsonPath(line("owner", "made"))
                .isEqualTo(1)
                .jsonPath(line("owner", "imported"))
                .isEqualTo(1);
    }

    @Test
    void aSheetHoldsTheSameAndNoFormula() {
        CaseStory story = opened();
        story.promised("p", PromiseKind.OTHER, clock.instant().plus(Duration.ofHours(1)));
        quiet.await();

        RestTestClient.ResponseSpec answer =
                rest.lead()
                        .get()
                        .uri("/figures/promises?by=cause")
                        .accept(MediaType.parseMediaType("text/csv"))
                        .exchange();
        String sheet =
                new String(
                        answer.expectStatus()
                                .isOk()
                                .expectHeader()
                                .contentType("text/csv;charset=UTF-8")
                                .expectBody()
                                .returnResult()
                                .getResponseBodyContent(),
                        StandardCharsets.UTF_8);
        assertThat(sheet)
                .startsWith("cause,made,awaitingCustomer,imported,revisions,revisionsByCustomer,")
                .contains("\r\n'=cause-" + mark + ",1,0,0,0,0,0.0,");
        List<String> lines = sheet.lines().toList();
        assertThat(lines.getLast().split(",", -1)).hasSameSizeAs(lines.getFirst().split(",", -1));
    }

    @Test
    void areForLeadsAndOperatorsAndRefuseWhatTheyDoNotKnow() {
        rest.anybody()
                .get()
                .uri("/figures/promises?by=owner")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        rest.agent()
                .get()
                .uri("/figures/promises?by=owner")
                .exchange()
                .expectStatus()
                .isForbidden();
        rest.operator().get().uri("/figures/promises?by=week").exchange().expectStatus().isOk();
        refused("by=colour", "by");
        refused("by=owner&from=2026-02-02&to=2026-02-01", "from");
        refused("by=owner&to=+999999999-01-01", "to");
        refused("", "by");
    }

    private void refused(String query, String field) {
        rest.lead()
                .get()
                .uri("/figures/promises?" + query.replace("+", "%2B"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo(field);
    }

    private long unfolded() {
        return sql.sql("SELECT count(*) FROM figure_change WHERE value = :owner")
                .param("owner", "owner-" + mark)
                .query(Long.class)
                .single();
    }

    private RestTestClient.BodyContentSpec figures(String by) {
        return rest.lead()
                .get()
                .uri("/figures/promises?limit=500&by=" + by)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    private String line(String by, String figure) {
        String value = (by.equals("cause") ? "=" : "") + by + "-" + mark;
        return "$.figures[?(@.value=='%s')].%s".formatted(value, figure);
    }

    private CaseStory opened() {
        CaseStory story = new CaseStory(publishing, sent, clock);
        story.tell(
                0,
                clock.instant(),
                new CaseOpened(
                        "crm",
                        "x",
                        CaseKind.FAULT,
                        "=cause-" + mark,
                        "product-" + mark,
                        Priority.NORMAL,
                        "owner-" + mark,
                        "team-" + mark,
                        null,
                        Handling.NORMAL,
                        false));
        return story;
    }
}
