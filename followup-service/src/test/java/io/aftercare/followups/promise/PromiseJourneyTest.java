package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CasePromiseWithdrawn;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.DueDate;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.followups.Initiative;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseOutcome;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.events.followups.RevisionReason;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServiceTest
class PromiseJourneyTest {

    private static final Duration GRACE = Duration.ofHours(1);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Duration MS = Duration.ofMillis(1);
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private JdbcClient sql;
    @Autowired private MeterRegistry metrics;

    @Test
    void aPromiseThatSlipsWarnsItsOwnerAndTellsStaffAndThenTheCustomer() {
        CaseStory story = aCase();
        Instant made = clock.instant();
        Instant due = made.plus(Duration.ofHours(1));
        UUID id = story.promised("p", resolution(), due);
        assertThat(story.awaitFact(PromiseMade.class))
                .isEqualTo(
                        new PromiseMade(
                                id,
                                io.aftercare.events.followups.PromiseKind.RESOLUTION,
                                due,
                                "kari",
                                false,
                                story.awaitFact(PromiseMade.class).getRealism(),
                                null));

        Instant halfWay = made.plus(Duration.ofMinutes(30));
        Instant fourFifths = made.plus(Duration.ofMinutes(48));
        timers.at(halfWay.minus(MS));
        timers.at(halfWay);
        assertThat(story.awaitFact(PromiseAtRisk.class))
                .isEqualTo(new PromiseAtRisk(id, 1, 1, due));

        timers.at(fourFifths);
        timers.at(due);
        timers.at(due.plus(MS));
        assertThat(story.awaitFact(PromiseBroken.class)).isEqualTo(new PromiseBroken(id, 1, due));
        quiet.await();
        assertThat(keys(story))
                .containsExactly(
                        "PROMISE_AT_RISK:" + id + ":1:1",
                        "PROMISE_STILL_AT_RISK:" + id + ":1:2",
                        "PROMISE_BROKEN_STAFF:" + id + ":1:0");

        timers.at(due.plus(GRACE));
        quiet.await();
        assertThat(story.facts()).hasSize(4);
        NotificationRequest toCustomer = letter(story, "PROMISE_BROKEN_CUSTOMER:" + id + ":1:0");
        assertThat(toCustomer.getRecipient()).isEqualTo("person:" + story.person);
        assertThat(toCustomer.getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_BROKEN_CUSTOMER,
                                due.plus(GRACE),
                                due.plus(GRACE).plus(Duration.ofHours(24)),
                                null,
                                "kari",
                                due,
                                story.reference(),
                                null,
                                Handling.NORMAL,
                                null,
                                null,
                                io.aftercare.requests.PromiseKind.RESOLUTION));
        assertThat(letter(story, "PROMISE_AT_RISK:" + id + ":1:1").getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_AT_RISK,
                                halfWay,
                                due,
                                null,
                                "kari",
                                due,
                                story.reference(),
                                null,
                                Handling.NORMAL,
                                null,
                                null,
                                io.aftercare.requests.PromiseKind.RESOLUTION));
        assertThat(letter(story, "PROMISE_BROKEN_STAFF:" + id + ":1:0").getRecipient())
                .isEqualTo("staff:kari");
    }

    @Test
    void askedForWithTheHandlingThatTheCaseHasThen() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(10));
        story.promised("p", PromiseKind.OTHER, due);
        story.handled(io.aftercare.events.cases.Handling.PERSON_ONLY);
        quiet.await();
        timers.at(due.plus(MS));
        timers.at(due.plus(GRACE).plus(MS));
        quiet.await();

        assertThat(story.letters())
                .filteredOn(letter -> letter.getRecipient().startsWith("person:"))
                .extracting(NotificationRequest::getBody)
                .filteredOn(Ask.class::isInstance)
                .isNotEmpty()
                .allMatch(ask -> ((Ask) ask).getHandling() == Handling.PERSON_ONLY);
    }

    @Test
    void aResolutionInTimeKeepsIt() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", resolution(), due);
        story.resolved(1, due);

        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(id, 1, due, false, false));
        timers.at(due.plus(GRACE));
        quiet.await();
        assertThat(promiseFacts(story)).hasSize(2);
        assertThat(story.letters()).isEmpty();
    }

    @Test
    void aLateReportThatItWasKeptInTimeCorrectsAndTakesBack() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", resolution(), due);
        quiet.await();
        timers.at(due.plus(MS));
        story.awaitFact(PromiseBroken.class);

        story.resolved(1, due.minusSeconds(60));
        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(id, 1, due.minusSeconds(60), false, true));
        timers.at(due.plus(GRACE));
        quiet.await();

        String staff = "PROMISE_BROKEN_STAFF:" + id + ":1:0";
        assertThat(keys(story)).filteredOn(key -> key.contains("BROKEN")).containsOnly(staff);
        assertThat(bodies(story, staff)).hasSize(2).last().isInstanceOf(TakeBack.class);
    }

    @Test
    void aReportAfterTheGraceTakesBackWhatTheCustomerWasToHear() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        timers.at(due.plus(MS));
        timers.at(due.plus(GRACE));
        quiet.await();

        story.promiseKept("p", due);
        story.awaitFact(PromiseKept.class);
        quiet.await();

        String customer = "PROMISE_BROKEN_CUSTOMER:" + id + ":1:0";
        assertThat(bodies(story, customer)).hasSize(2).last().isInstanceOf(TakeBack.class);
        assertThat(
                        sql.sql(
                                        "SELECT what FROM promise_entry WHERE promise_id = ? ORDER BY entry")
                                .param(id)
                                .query(String.class)
                                .list())
                .containsSubsequence("MADE", "BROKEN", "ASKED", "ASKED", "CORRECTED_TO_KEPT")
                .endsWith("TAKEN_BACK", "TAKEN_BACK");
    }

    @Test
    void whatHappenedInTimeIsReadBeforeAnythingIsCalledBroken() {
        List<CaseStory> stories = new ArrayList<>();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        for (int i = 0; i < 20; i++) {
            CaseStory story = aCase();
            story.promised("p", resolution(), due);
            stories.add(story);
        }
        quiet.await();
        assertThat(
                        sql.sql(
                                        """
                                        SELECT DISTINCT waits_for FROM messaging.timer
                                         WHERE kind IN ('promise-warn', 'promise-due')""")
                                .query(String.class)
                                .list())
                .containsExactly(Topics.CASE_EVENTS);

        // published in time, but perhaps not read yet when the due date has passed
        stories.forEach(story -> story.resolved(1, due));
        timers.at(due.plus(GRACE));
        quiet.await();

        for (CaseStory story : stories) {
            assertThat(promiseFacts(story))
                    .extracting(Object::getClass)
                    .doesNotContain(PromiseBroken.class, PromiseAtRisk.class)
                    .hasSize(2);
            assertThat(story.letters()).isEmpty();
        }
    }

    @Test
    void aResolutionAfterTheDueDateKeepsItLateAndSparesTheCustomer() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", resolution(), due);
        quiet.await();
        timers.at(due.plusSeconds(60));
        story.resolved(1);
        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(id, 1, due.plusSeconds(60), true, false));
        timers.at(due.plus(GRACE));
        quiet.await();

        assertThat(keys(story)).noneMatch(key -> key.startsWith("PROMISE_BROKEN_CUSTOMER"));
    }

    @Test
    void itIsTheSameInWhicheverOrderItIsHeard() {
        CaseStory story = aCase();
        Instant made = clock.instant();
        Instant due = made.plus(Duration.ofHours(1));
        story.promiseKept("other", made.plusSeconds(1));
        story.resolved(1, made.plusSeconds(2));
        UUID other = story.promised("other", other(), due);
        UUID toResolve = story.promised("resolution", resolution(), due);
        quiet.await();

        assertThat(promiseFacts(story))
                .contains(
                        new PromiseKept(other, 1, made.plusSeconds(1), false, false),
                        new PromiseKept(toResolve, 1, made.plusSeconds(2), false, false));
        timers.at(due.plus(MS));
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
    }

    @Test
    void aPromiseMadeAfterTheReopeningIsNotKeptByTheResolutionBefore() {
        CaseStory story = aCase();
        Instant now = clock.instant();
        story.resolved(1, now.minusSeconds(20));
        story.tell(1, now.minusSeconds(10), new CaseReopened(ReopenReason.REPORTED));
        story.promised("p", resolution(), now.plusSeconds(60));
        story.awaitFact(PromiseMade.class);
        quiet.await();

        assertThat(story.facts()).noneMatch(PromiseKept.class::isInstance);
    }

    @Test
    void repeatsHaveNoSecondEffect() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        story.promised("p", resolution(), due);
        story.promised("p", resolution(), due);
        CaseEvent resolved = story.resolved(1);
        story.repeat(resolved);
        story.resolved(1, resolved.getOccurredAt());
        quiet.await();

        assertThat(promiseFacts(story))
                .extracting(Object::getClass)
                .isEqualTo(List.of(PromiseMade.class, PromiseKept.class));
    }

    @Test
    void aPromiseRecordedAfterItsDueDateIsForStaffOnly() {
        CaseStory story = aCase();
        Instant due = clock.instant().minus(Duration.ofDays(1));
        UUID id = story.promised("p", other(), due);
        assertThat(story.awaitFact(PromiseMade.class).getRecordedLate()).isTrue();
        quiet.await();
        timers.due();
        story.awaitFact(PromiseBroken.class);
        timers.after(GRACE);
        quiet.await();

        assertThat(keys(story)).containsExactly("PROMISE_BROKEN_STAFF:" + id + ":1:0");
    }

    @Test
    void aDayEndsAtMidnightWhereTheCustomerLives() {
        CaseStory story = aCase().livesIn(1, "Asia/Tokyo");
        story.livesIn(3, "Pacific/Auckland").livesIn(2, "Europe/Oslo");
        quiet.await();
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        LocalDate tomorrow = LocalDate.ofInstant(clock.instant(), auckland).plusDays(1);
        story.promised("p", other(), tomorrow);

        assertThat(story.awaitFact(PromiseMade.class).getDue())
                .isEqualTo(tomorrow.plusDays(1).atStartOfDay(auckland).toInstant().minus(MS));
    }

    @Test
    void aDayEndsWhereTheCustomerLivesAlsoIfThatIsHeardOfAfterThePromise() {
        CaseStory story = aCase();
        LocalDate tomorrow = LocalDate.ofInstant(clock.instant(), OSLO).plusDays(1);
        UUID id = story.promised("p", other(), tomorrow);
        assertThat(story.awaitFact(PromiseMade.class).getDue()).isEqualTo(end(tomorrow, OSLO));
        story.livesIn(1, LOS_ANGELES.getId());

        // perhaps not read yet when the day is over in Oslo
        timers.at(end(tomorrow, OSLO).plus(MS));
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);

        Instant due = end(tomorrow, LOS_ANGELES);
        timers.at(due);
        story.promiseKept("p", due);
        assertThat(story.awaitFact(PromiseKept.class))
                .isEqualTo(new PromiseKept(id, 1, due, false, false));
        timers.at(due.plus(MS));
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
    }

    /**
     * Contacts are published again and again; promises are locked for what they do not know yet.
     */
    @Test
    void aContactThatSaysNothingNewOfWhereTheCustomerLivesMovesNoDay() {
        CaseStory story = aCase().livesIn(1, LOS_ANGELES.getId());
        quiet.await();
        story.promised("p", other(), LocalDate.ofInstant(clock.instant(), OSLO).plusDays(1));
        story.awaitFact(PromiseMade.class);
        long before = zonesLearnt();

        story.livesIn(2, LOS_ANGELES.getId());
        quiet.await();
        timers.due();
        assertThat(zonesLearnt()).isEqualTo(before);

        story.livesIn(3, OSLO.getId());
        quiet.await();
        timers.due();
        assertThat(zonesLearnt()).isEqualTo(before + 1);
    }

    private long zonesLearnt() {
        return metrics.timer("messaging.timers.lateness", "kind", "promise-zone").count();
    }

    @Test
    void aDayThatEndsEarlierThanWasThoughtIsBrokenThen() {
        CaseStory story = aCase();
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        LocalDate inThreeDays = LocalDate.ofInstant(clock.instant(), OSLO).plusDays(3);
        UUID id = story.promised("p", other(), inThreeDays);
        story.awaitFact(PromiseMade.class);
        story.livesIn(1, auckland.getId());
        quiet.await();
        timers.due();

        Instant due = end(inThreeDays, auckland);
        timers.at(due);
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
        timers.at(due.plus(MS));
        assertThat(story.awaitFact(PromiseBroken.class)).isEqualTo(new PromiseBroken(id, 1, due));
    }

    @Test
    void itIsKeptInTimeWhicheverIsHeardOfFirstTheZoneOrTheKeep() {
        CaseStory zoneFirst = aCase().livesIn(1, LOS_ANGELES.getId());
        CaseStory keepFirst = aCase();
        quiet.await();
        LocalDate yesterday = LocalDate.ofInstant(clock.instant(), OSLO).minusDays(1);
        Instant made = end(yesterday, OSLO).minus(Duration.ofDays(1));
        Instant evening = end(yesterday, LOS_ANGELES).minus(Duration.ofHours(1));
        for (CaseStory story : List.of(zoneFirst, keepFirst)) {
            story.tell(
                    0,
                    made,
                    new CasePromised(story.promiseId("p"), other(), new DueDate(yesterday), null));
            story.promiseKept("p", evening);
        }
        quiet.await();
        keepFirst.livesIn(1, LOS_ANGELES.getId());
        quiet.await();
        timers.due();
        quiet.await();

        for (CaseStory story : List.of(zoneFirst, keepFirst)) {
            assertThat(promiseFacts(story).getLast())
                    .isInstanceOfSatisfying(
                            PromiseKept.class, kept -> assertThat(kept.getLate()).isFalse());
        }
    }

    @Test
    void afterAnOutageNobodyIsToldDaysLate() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(10));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        Instant fiveDaysLater = due.plus(Duration.ofDays(5));
        timers.at(fiveDaysLater);
        quiet.await();

        Instant notAfter = due.plus(GRACE).plus(Duration.ofHours(24));
        assertThat(letter(story, "PROMISE_BROKEN_CUSTOMER:" + id + ":1:0").getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_BROKEN_CUSTOMER,
                                notAfter,
                                notAfter,
                                null,
                                "kari",
                                due,
                                story.reference(),
                                null,
                                Handling.NORMAL,
                                null,
                                null,
                                io.aftercare.requests.PromiseKind.OTHER));
    }

    @Test
    void theEarliestReportCountsInWhicheverOrderTheyAreHeard() {
        CaseStory story = aCase();
        Instant made = clock.instant();
        Instant due = made.plusSeconds(10);
        story.promiseKept("p", due.plusSeconds(1));
        clock.advance(MS);
        story.promiseKept("p", due);
        story.tell(
                0,
                made,
                new CasePromised(story.promiseId("p"), other(), new DueInstant(due), null));
        quiet.await();

        assertThat(promiseFacts(story).getLast())
                .isEqualTo(new PromiseKept(story.promiseId("p"), 1, due, false, true));
    }

    @Test
    void whatIsPromisedWhileTheCaseStandsResolvedIsKeptIfItStillDoesWhenDue() {
        CaseStory stands = aCase();
        CaseStory reopened = aCase();
        Instant now = clock.instant();
        for (CaseStory story : List.of(stands, reopened)) {
            story.resolved(1, now.minusSeconds(20));
            story.promised("p", resolution(), now.plusSeconds(60));
        }
        quiet.await();
        // the fact that the case was taken up again before the promise comes late
        reopened.tell(1, now.minusSeconds(10), new CaseReopened(ReopenReason.REPORTED));
        quiet.await();
        timers.at(now.plusSeconds(60).plus(MS));
        quiet.await();

        assertThat(promiseFacts(stands)).last().isInstanceOf(PromiseKept.class);
        assertThat(promiseFacts(reopened)).last().isInstanceOf(PromiseBroken.class);
    }

    @Test
    void aNewDateIsToldBeforeTheOldOnePassesAndIsHeldFromThenOn() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofMinutes(50));
        Instant newDue = due.plus(Duration.ofMinutes(20));
        UUID id = story.promised("p", resolution(), due);
        quiet.await();
        clock.advance(Duration.ofMinutes(20));
        Instant revised = clock.instant();
        story.promiseRevised("p", newDue, null);

        assertThat(story.awaitFact(PromiseRevised.class))
                .isEqualTo(
                        new PromiseRevised(
                                id,
                                2,
                                newDue,
                                due,
                                RevisionReason.PARTS_MISSING,
                                Initiative.US,
                                null,
                                story.awaitFact(PromiseRevised.class).getRealism()));
        timers.due();
        quiet.await();
        assertThat(letter(story, "PROMISE_REVISED:" + id + ":2:0").getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_REVISED,
                                revised,
                                due,
                                null,
                                "kari",
                                newDue,
                                story.reference(),
                                null,
                                Handling.NORMAL,
                                io.aftercare.requests.RevisionReason.PARTS_MISSING,
                                null,
                                io.aftercare.requests.PromiseKind.RESOLUTION));

        timers.at(due.plus(MS));
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
        timers.at(newDue.plus(MS));
        assertThat(story.awaitFact(PromiseBroken.class))
                .isEqualTo(new PromiseBroken(id, 2, newDue));
        timers.at(newDue.plus(GRACE));
        quiet.await();
        assertThat(keys(story))
                .containsExactlyInAnyOrder(
                        "PROMISE_REVISED:" + id + ":2:0",
                        "PROMISE_AT_RISK:" + id + ":2:1",
                        "PROMISE_BROKEN_STAFF:" + id + ":2:0",
                        "PROMISE_BROKEN_CUSTOMER:" + id + ":2:0");
    }

    @Test
    void aNewDateForABrokenPromiseTakesBackWhatTheCustomerWasToHear() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        timers.at(due.plus(MS));
        quiet.await();
        story.promiseRevised("p", due.plus(Duration.ofHours(9)), clock.instant());
        story.awaitFact(PromiseRevised.class);
        quiet.await();
        timers.at(due.plus(GRACE));
        quiet.await();

        assertThat(bodies(story, "PROMISE_BROKEN_STAFF:" + id + ":1:0"))
                .last()
                .isEqualTo(new TakeBack("REVISED"));
        assertThat(keys(story))
                .noneMatch(key -> key.contains("CUSTOMER") || key.contains("REVISED"));
    }

    @Test
    void aWithdrawnPromiseIsNotSpokenOfAnyMore() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        timers.at(due.plus(MS));
        quiet.await();
        story.tell(0, clock.instant(), new CasePromiseWithdrawn(id, true));

        assertThat(story.awaitFact(PromiseWithdrawn.class))
                .isEqualTo(new PromiseWithdrawn(id, 1, true));
        timers.at(due.plus(GRACE));
        quiet.await();
        assertThat(bodies(story, "PROMISE_BROKEN_STAFF:" + id + ":1:0"))
                .last()
                .isEqualTo(new TakeBack("WITHDRAWN"));
        assertThat(keys(story)).noneMatch(key -> key.contains("CUSTOMER"));
    }

    @Test
    void eachDateGetsOneOutcomeOnceNothingCanChangeItAnyMore() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofMinutes(30));
        Instant newDue = due.plus(Duration.ofMinutes(30));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        story.promiseRevised("p", newDue, null);
        quiet.await();
        timers.due();
        quiet.await();
        story.delivered("PROMISE_REVISED:" + id + ":2:0", due);
        story.delivered("PROMISE_REVISED:nonsense", due);
        quiet.await();
        timers.at(newDue);
        story.promiseKept("p", newDue);
        quiet.await();

        timers.at(due.plus(FINAL_AFTER));
        quiet.await();
        assertThat(judged(story)).isEmpty();
        untilFinal(due);
        assertThat(judged(story))
                .containsExactly(new PromiseJudged(id, 1, PromiseOutcome.EXPLAINED_IN_TIME, due));
        untilFinal(newDue);
        assertThat(judged(story))
                .contains(new PromiseJudged(id, 2, PromiseOutcome.KEPT, newDue))
                .hasSize(2);

        // too late to change what was said
        story.delivered("PROMISE_REVISED:" + id + ":2:0", due.plusSeconds(9));
        untilFinal(newDue.plus(FINAL_AFTER));
        assertThat(judged(story)).hasSize(2);
    }

    @Test
    void aMessageThatCameTooLateGoesOnceMoreAsLate() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        Instant newDue = due.plus(Duration.ofDays(3));
        UUID id = story.promised("p", other(), due);
        quiet.await();
        story.promiseRevised("p", newDue, null);
        quiet.await();
        timers.due();
        timers.at(due.plusSeconds(60));
        story.tooLate("PROMISE_REVISED:" + id + ":2:0");
        story.tooLate("PROMISE_REVISED:" + id + ":2:1");
        quiet.await();

        assertThat(letter(story, "PROMISE_REVISED:" + id + ":2:1").getBody())
                .isEqualTo(
                        new Ask(
                                Purpose.PROMISE_REVISED,
                                due.plusSeconds(60),
                                due.plus(Duration.ofHours(24)),
                                null,
                                "kari",
                                newDue,
                                story.reference(),
                                null,
                                Handling.NORMAL,
                                io.aftercare.requests.RevisionReason.PARTS_MISSING,
                                null,
                                io.aftercare.requests.PromiseKind.OTHER));
        assertThat(keys(story).stream().filter(key -> key.startsWith("PROMISE_REVISED")))
                .hasSize(2);
    }

    @Test
    void aResolutionThatTheCustomerDeniesRefutesThePromiseItKept() {
        CaseStory story = aCase();
        Instant due = clock.instant().plus(Duration.ofHours(1));
        UUID id = story.promised("p", resolution(), due);
        story.resolved(1);
        quiet.await();
        story.tell(1, clock.instant(), new CaseReopened(ReopenReason.NOT_SOLVED));
        quiet.await();
        untilFinal(due);

        assertThat(judged(story))
                .containsExactly(new PromiseJudged(id, 1, PromiseOutcome.REFUTED, due));
    }

    /** An outcome waits for two topics, one after the other. */
    private void untilFinal(Instant due) {
        timers.at(due.plus(FINAL_AFTER).plus(MS));
        timers.due();
        quiet.await();
    }

    private static List<PromiseJudged> judged(CaseStory story) {
        return story.facts().stream()
                .filter(PromiseJudged.class::isInstance)
                .map(PromiseJudged.class::cast)
                .toList();
    }

    @Test
    void aNewDateHeardOfBeforeItsPromiseIsNotLost() {
        CaseStory story = aCase();
        Instant made = clock.instant();
        Instant due = made.plusSeconds(60);
        Instant newDue = made.plus(Duration.ofHours(2));
        clock.advance(Duration.ofSeconds(30));
        story.promiseRevised("p", newDue, null);
        quiet.await();
        story.tell(
                0,
                made,
                new CasePromised(story.promiseId("p"), other(), new DueInstant(due), null));
        quiet.await();

        assertThat(story.awaitFact(PromiseRevised.class).getDue()).isEqualTo(newDue);
        timers.at(due.plus(GRACE));
        quiet.await();
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
    }

    @Test
    void oldRefusalsAreForgotten() {
        CaseStory story = aCase();
        story.promised("p", PromiseKind.UNKNOWN, clock.instant());
        quiet.await();
        sql.sql(
                        """
                        UPDATE refusal SET recorded_at = recorded_at - interval '36 days'
                         WHERE case_id = ?""")
                .param(story.caseId)
                .update();
        story.promised("q", PromiseKind.UNKNOWN, clock.instant());
        quiet.await();

        assertThat(refusals(story)).hasSize(1);
    }

    @Test
    void everyKindIsTakenAndAllButResolutionsAreKeptByWord() {
        CaseStory story = aCase();
        List<PromiseKind> kinds =
                Arrays.stream(PromiseKind.values())
                        .filter(kind -> kind != PromiseKind.UNKNOWN)
                        .toList();
        for (PromiseKind kind : kinds) {
            story.promised(kind.name(), kind, clock.instant().plusSeconds(60));
            story.promiseKept(kind.name(), clock.instant());
        }
        quiet.await();

        assertThat(story.facts().stream().filter(PromiseMade.class::isInstance)).hasSize(7);
        assertThat(story.facts().stream().filter(PromiseKept.class::isInstance)).hasSize(6);
        assertThat(refusals(story)).containsExactly("kind");
    }

    @Test
    void whatItCannotTakeIsRecordedAsRefused() {
        CaseStory story = aCase();
        story.promised("p", PromiseKind.UNKNOWN, clock.instant());
        story.promised("q", other(), LocalDate.of(9999, 12, 31));
        story.promised("r", resolution(), clock.instant().plusSeconds(60));
        story.promiseKept("r", clock.instant());
        story.promised("s", other(), clock.instant().plusSeconds(60));
        story.promiseKept("s", clock.instant().minusSeconds(1));
        story.promised("s", resolution(), clock.instant().plusSeconds(60));
        story.promised("t", other(), clock.instant().plusSeconds(60));
        story.promiseRevised("t", clock.instant().minusSeconds(1), null);
        quiet.await();

        assertThat(story.facts()).hasSize(3);
        // the order is of no interest: a poll may be cut anywhere
        assertThat(refusals(story))
                .containsExactlyInAnyOrder(
                        "kind", "dueDay", "kind", "occurredAt", "promiseId", "dueAt");
    }

    @Test
    void importedHistoryTellsNobody() {
        CaseStory story = aCase();
        story.tell(
                story.person,
                0,
                clock.instant().minus(Duration.ofDays(2)),
                true,
                new CasePromised(
                        story.promiseId("p"),
                        other(),
                        new DueInstant(clock.instant().plus(Duration.ofDays(1))),
                        null));
        story.awaitFact(PromiseMade.class);
        timers.after(Duration.ofDays(2));
        assertThat(story.awaitFact(PromiseBroken.class)).isNotNull();
        quiet.await();

        assertThat(story.letters()).isEmpty();
        assertThat(story.events()).allMatch(event -> event.getImported());
    }

    private List<String> refusals(CaseStory story) {
        return sql.sql("SELECT field FROM refusal WHERE case_id = ? ORDER BY id")
                .param(story.caseId)
                .query((row, _) -> Objects.requireNonNull(row.getString("field")))
                .list();
    }

    private static Instant end(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minus(MS);
    }

    private static PromiseKind resolution() {
        return PromiseKind.RESOLUTION;
    }

    private static PromiseKind other() {
        return PromiseKind.OTHER;
    }

    private static List<Object> promiseFacts(CaseStory story) {
        return story.facts().stream()
                .filter(fact -> fact.getClass().getSimpleName().startsWith("Promise"))
                .toList();
    }

    private static List<String> keys(CaseStory story) {
        return story.letters().stream().map(NotificationRequest::getMessageKey).toList();
    }

    private static NotificationRequest letter(CaseStory story, String key) {
        return story.letters().stream()
                .filter(letter -> letter.getMessageKey().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<Object> bodies(CaseStory story, String key) {
        return story.letters().stream()
                .filter(letter -> letter.getMessageKey().equals(key))
                .map(NotificationRequest::getBody)
                .toList();
    }

    private CaseStory aCase() {
        return new CaseStory(publishing, sent, clock).opened();
    }
}
