package io.aftercare.followups.realism;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.Remedy;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.Realism;
import io.aftercare.events.followups.RealismBasis;
import io.aftercare.followups.CaseStory;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.hours.BusinessCalendar;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
@TestPropertySource(properties = "aftercare.company.calendar=" + RealismJourneyTest.HOURS)
class RealismJourneyTest {

    static final String HOURS = "Mon-Fri 09:00-17:00";

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Duration WORKING_DAY = Duration.ofHours(8);

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private JdbcClient sql;

    private final String cause = "cause-" + UUID.randomUUID();

    private final BusinessCalendar calendar = new CompanySettings("NO", OSLO, HOURS).hours();

    /** When the next working day begins, and one before it. */
    private Instant morning = Instant.EPOCH;

    private Instant earlier = Instant.EPOCH;

    @BeforeEach
    void aWorkingDayBegins() {
        morning = calendar.endOfBusinessDay(clock.instant(), 1).minus(WORKING_DAY);
        earlier = calendar.minusBusinessDays(morning.plusMillis(1), 1).minusMillis(1);
        clock.set(morning);
    }

    @Test
    void aDateThatFewCasesMetIsWarnedOfAndTakenAllTheSame() {
        pastCases(16, Duration.ofHours(2));
        pastCases(5, Duration.ofHours(7));
        CaseStory story = opened();
        quiet.await();

        make(story, morning.plus(Duration.ofHours(3)))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.realism.1.basis")
                .isEqualTo("CAUSE_AND_PRODUCT")
                .jsonPath("$.realism.1.cases")
                .isEqualTo(21)
                .jsonPath("$.realism.1.warned")
                .isEqualTo(true);
        assertThat(story.awaitFact(PromiseMade.class).getRealism())
                .isEqualTo(
                        new Realism(
                                share(16, 21), RealismBasis.CAUSE_AND_PRODUCT, 21L, true, true));

        UUID id = Ids.of("rest-promise", story.caseId, "k");
        revise(id, morning.plus(Duration.ofHours(8)))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.realism.2.share")
                .isEqualTo(1.0)
                .jsonPath("$.realism.2.warned")
                .isEqualTo(false);
        assertThat(story.awaitFact(PromiseRevised.class).getRealism())
                .isEqualTo(new Realism(1.0, RealismBasis.CAUSE_AND_PRODUCT, 21L, true, false));
        make(story, morning.plus(Duration.ofHours(3)))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.realism.1.warned")
                .isEqualTo(true);
    }

    @Test
    void aPromiseFromTheSourceIsJudgedByWhatItsCaseIsAboutEvenInTheSameBatch() {
        pastCases(20, Duration.ofHours(7));
        quiet.await();
        CaseStory story = opened();
        story.promised("p", PromiseKind.RESOLUTION, morning.plus(Duration.ofHours(1)));

        Realism realism = story.awaitFact(PromiseMade.class).getRealism();
        assertThat(realism)
                .isEqualTo(new Realism(0.0, RealismBasis.CAUSE_AND_PRODUCT, 20L, true, true));
    }

    @Test
    void whatIsNoResolutionIsOnlyAskedForItsWorkingTime() {
        CaseStory story = opened();
        story.promised("p", PromiseKind.CALLBACK, morning.plus(Duration.ofHours(12)));

        assertThat(story.awaitFact(PromiseMade.class).getRealism())
                .isEqualTo(new Realism(null, RealismBasis.UNKNOWN, 0L, false, true));
    }

    @Test
    void importedPromisesWarnNobody() {
        CaseStory story = opened();
        story.tell(
                story.person,
                0,
                morning,
                true,
                new CasePromised(
                        story.promiseId("p"),
                        PromiseKind.RESOLUTION,
                        new DueInstant(morning.plus(Duration.ofHours(1))),
                        null));

        assertThat(story.awaitFact(PromiseMade.class).getRealism()).isNull();
    }

    @Test
    void advisesWhatNineInTenMetAndFollowsReopenedCases() {
        List<CaseStory> quick = pastCases(18, Duration.ofHours(3));
        pastCases(2, Duration.ofHours(8));
        quiet.await();

        advice().jsonPath("$.span")
                .isEqualTo("PT3H")
                .jsonPath("$.earliest")
                .isEqualTo(morning.plus(Duration.ofHours(3)).toString())
                .jsonPath("$.basis")
                .isEqualTo("CAUSE_AND_PRODUCT")
                .jsonPath("$.cases")
                .isEqualTo(20);

        CaseStory denied = quick.getFirst();
        denied.tell(1, morning, new CaseReopened(ReopenReason.NOT_SOLVED));
        resolve(denied, 2, earlier.plus(WORKING_DAY));
        quiet.await();
        advice().jsonPath("$.span").isEqualTo("PT8H").jsonPath("$.cases").isEqualTo(20);
    }

    @Test
    void readingATopicAgainCountsNothingTwice() {
        List<CaseStory> stories = pastCases(3, Duration.ofHours(3));
        quiet.await();
        long before = counted();
        stories.getFirst()
                .tell(
                        1,
                        morning,
                        new CaseResolved(
                                Outcome.SOLVED,
                                Remedy.NONE,
                                CaseKind.FAULT,
                                cause,
                                "p",
                                Priority.NORMAL,
                                "kari",
                                "north",
                                Handling.NORMAL,
                                false,
                                "crm"));
        quiet.await();

        assertThat(before).isEqualTo(3);
        assertThat(counted()).isEqualTo(3);
    }

    @Test
    void whoMayAskIsAnAgentOrAnOperatorAndACauseIsAText() {
        rest.anybody().get().uri("/promises/advice").exchange().expectStatus().isUnauthorized();
        rest.publisher().get().uri("/promises/advice").exchange().expectStatus().isForbidden();
        rest.operator().get().uri("/promises/advice").exchange().expectStatus().isOk();
        rest.agent()
                .get()
                .uri("/promises/advice?cause={cause}", "x".repeat(201))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.field")
                .isEqualTo("cause");
    }

    private long counted() {
        return sql.sql(
                        "SELECT sum(bucket) FROM past_span, unnest(n) AS bucket WHERE cause = :cause AND product = 'p'")
                .param("cause", cause)
                .query(Long.class)
                .single();
    }

    private static double share(int met, int of) {
        // as it is computed, bucket by bucket
        return 1 - (1 - (double) met / of);
    }

    private RestTestClient.BodyContentSpec advice() {
        return rest.agent()
                .get()
                .uri("/promises/advice?cause={cause}&product=p", cause)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody();
    }

    /** Imported history of the working day before: it counts as any other. */
    private List<CaseStory> pastCases(int many, Duration took) {
        List<CaseStory> stories = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            CaseStory story = new CaseStory(publishing, sent, clock);
            story.tell(story.person, 0, earlier, true, opening());
            resolve(story, 1, earlier.plus(took));
            stories.add(story);
        }
        return stories;
    }

    private void resolve(CaseStory story, int cycle, Instant at) {
        story.tell(
                story.person,
                cycle,
                at,
                true,
                new CaseResolved(
                        Outcome.SOLVED,
                        Remedy.NONE,
                        CaseKind.FAULT,
                        cause,
                        "p",
                        Priority.NORMAL,
                        "kari",
                        "north",
                        Handling.NORMAL,
                        false,
                        "crm"));
    }

    private CaseStory opened() {
        CaseStory story = new CaseStory(publishing, sent, clock);
        story.tell(0, clock.instant(), opening());
        return story;
    }

    private CaseOpened opening() {
        return new CaseOpened(
                "crm",
                "x",
                CaseKind.FAULT,
                cause,
                "p",
                Priority.NORMAL,
                "kari",
                "north",
                null,
                Handling.NORMAL,
                false);
    }

    private RestTestClient.ResponseSpec make(CaseStory story, Instant due) {
        return post("/cases/" + story.caseId + "/promises", "k")
                .body("{\"kind\": \"RESOLUTION\", \"dueAt\": \"%s\"}".formatted(due))
                .exchange();
    }

    private RestTestClient.ResponseSpec revise(UUID id, Instant due) {
        return post("/promises/" + id + "/revisions", "r")
                .body(
                        "{\"dueAt\": \"%s\", \"reason\": \"WEATHER\", \"initiative\": \"US\"}"
                                .formatted(due))
                .exchange();
    }

    private RestTestClient.RequestBodySpec post(String path, String key) {
        return rest.agent()
                .post()
                .uri(path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON);
    }
}
