package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseClosed;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CloseReason;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseOutcome;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.CaseStory;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.test.FireTimers;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.messaging.test.Publishing;
import io.aftercare.messaging.test.Quiet;
import io.aftercare.messaging.test.Rest;
import io.aftercare.messaging.test.SentEvents;
import io.aftercare.messaging.test.ServiceTest;
import io.aftercare.schemas.Keys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServiceTest
class MergedCasesPromisesTest {

    @Autowired private Publishing publishing;
    @Autowired private SentEvents sent;
    @Autowired private FireTimers timers;
    @Autowired private MovableClock clock;
    @Autowired private Quiet quiet;
    @Autowired private Rest rest;
    @Autowired private Transactions transactions;
    @Autowired private HearingDeliveries hearing;
    @Autowired private JdbcClient sql;

    @Test
    void aPromiseToResolveMovesToTheCaseThatGoesOnAndIsKeptByItsResolution() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        merged.awaitFact(PromiseMade.class);
        merge(merged, remaining);
        quiet.await();
        remaining.resolved(1);
        quiet.await();

        timers.at(due.plusMillis(1));
        quiet.await();
        assertThat(merged.facts()).noneMatch(PromiseBroken.class::isInstance);
        assertThat(remaining.facts()).noneMatch(PromiseBroken.class::isInstance);
        assertThat(merged.letters()).noneMatch(it -> it.getMessageKey().contains("BROKEN"));
        assertKept(merged);
    }

    @Test
    void itIsBrokenIfTheCaseThatGoesOnIsResolvedTooLate() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        merge(merged, remaining);
        quiet.await();

        timers.at(due.plusMillis(1));
        quiet.await();
        assertThat(merged.facts()).anyMatch(PromiseBroken.class::isInstance);

        remaining.resolved(1);
        quiet.await();
        timers.due();
        quiet.await();
        assertThat(merged.awaitFact(PromiseKept.class).getLate()).isTrue();
    }

    @Test
    void theMergeMayBeHeardOfBeforeThePromiseAndAfterTheResolution() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant made = clock.instant();
        Instant due = made.plus(Duration.ofDays(2));
        clock.advance(Duration.ofHours(1));
        remaining.resolved(1);
        quiet.await();
        clock.advance(Duration.ofHours(1));
        merge(merged, remaining);
        quiet.await();
        merged.tell(
                0,
                made,
                new CasePromised(
                        merged.promiseId("p"), PromiseKind.RESOLUTION, new DueInstant(due), null));
        quiet.await();

        assertKept(merged);
    }

    @Test
    void whatWasHeardOfTheCaseThatGoesOnBeforeTheMergeCountsAlike() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        quiet.await();
        clock.advance(Duration.ofHours(1));
        remaining.resolved(1);
        quiet.await();
        clock.advance(Duration.ofHours(1));
        merge(merged, remaining);
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void aMergeThatIsHeardOfAfterTheBreakCorrectsIt() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        quiet.await();
        clock.advance(Duration.ofHours(1));
        remaining.resolved(1);
        quiet.await();
        timers.at(due.plusMillis(1));
        quiet.await();
        assertThat(merged.facts()).anyMatch(PromiseBroken.class::isInstance);

        merge(merged, remaining);
        quiet.await();
        timers.due();
        quiet.await();
        PromiseKept kept = merged.awaitFact(PromiseKept.class);
        assertThat(kept.getLate()).isFalse();
        assertThat(kept.getCorrected()).isTrue();
    }

    @Test
    void aMergeThatIsHeardOfWhenTheOutcomeIsFinalChangesNothing() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        quiet.await();
        clock.advance(Duration.ofHours(1));
        remaining.resolved(1);
        quiet.await();
        timers.at(due.plus(Duration.ofDays(8)));
        quiet.await();
        assertThat(merged.awaitFact(PromiseJudged.class).getOutcome())
                .isEqualTo(PromiseOutcome.BROKEN_SILENTLY);

        merge(merged, remaining);
        quiet.await();
        timers.due();
        quiet.await();
        assertThat(merged.facts()).noneMatch(PromiseKept.class::isInstance);
    }

    @Test
    void aChainOfMergesIsFollowedToItsEndInWhicheverOrderItIsHeardOf() {
        for (boolean firstLinkFirst : new boolean[] {true, false}) {
            CaseStory end = opened();
            CaseStory middle = opened();
            CaseStory merged = opened();
            Instant due = clock.instant().plus(Duration.ofDays(2));
            merged.promised("p", PromiseKind.RESOLUTION, due);
            quiet.await();
            if (firstLinkFirst) {
                merge(merged, middle);
                quiet.await();
                merge(middle, end);
            } else {
                merge(middle, end);
                quiet.await();
                merge(merged, middle);
            }
            quiet.await();
            end.resolved(1);
            quiet.await();

            timers.at(due.plusMillis(1));
            quiet.await();
            assertKept(merged);
        }
    }

    @Test
    void itIsRefutedByTheCustomerOfTheCaseThatGoesOn() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        merged.promised("p", PromiseKind.RESOLUTION, due);
        merge(merged, remaining);
        quiet.await();
        remaining.resolved(1);
        clock.advance(Duration.ofHours(1));
        remaining.tell(1, clock.instant(), new CaseReopened(ReopenReason.NOT_SOLVED));
        quiet.await();

        timers.at(due.plus(Duration.ofDays(8)));
        quiet.await();
        assertThat(merged.awaitFact(PromiseJudged.class).getOutcome())
                .isEqualTo(PromiseOutcome.REFUTED);
    }

    @Test
    void aResolutionThatIsOnThePartitionOfTheOtherCaseAndNotReadIsWaitedFor() {
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID id = merged.promised("p", PromiseKind.RESOLUTION, due);
        quiet.await();
        int itsOwn = waitsFor(id);
        CaseStory remaining = onAnotherPartition(itsOwn, due);
        merge(merged, remaining);
        quiet.await();
        timers.due();

        CompletableFuture<Void> fired =
                transactions.holding(
                        Keys.ofCase(remaining.caseId),
                        () -> {
                            // who reads it waits for this transaction
                            clock.set(due.minusMillis(1));
                            remaining.resolved(1);
                            await().until(this::somebodyWaits);
                            clock.set(due.plusMillis(1));
                            CompletableFuture<Void> firing =
                                    CompletableFuture.runAsync(timers::due);
                            await().until(() -> waitsFor(id) != itsOwn);
                            return firing;
                        });
        fired.join();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void aMessageThatIsOnThePartitionOfTheOtherCaseAndNotReadIsWaitedFor() {
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID id = merged.promiseId("p");
        String person = "p-" + UUID.randomUUID();
        promisedTo(person, merged, PromiseKind.UPDATE, due);
        quiet.await();
        CaseStory remaining = onAnotherPartition(waitsFor(id), due);
        int others = waitsFor(remaining.promiseId("there"));
        remaining.tell(person, 0, clock.instant(), false, new CaseAssigned("kari", "north"));
        mergeOf(person, merged, remaining);
        quiet.await();
        timers.due();

        CompletableFuture<Void> fired =
                transactions.holding(
                        Keys.ofCase(remaining.caseId),
                        () -> {
                            // who reads it waits for this transaction
                            clock.set(due.minusMillis(1));
                            remaining.delivered(
                                    "SOLVED_CHECK:" + remaining.caseId + ":1",
                                    Purpose.SOLVED_CHECK,
                                    clock.instant());
                            await().until(this::somebodyWaits);
                            clock.set(due.plusMillis(1));
                            CompletableFuture<Void> firing =
                                    CompletableFuture.runAsync(timers::due);
                            await().until(() -> waitsFor(JudgingOnceRead.KIND, id) == others);
                            return firing;
                        });
        fired.join();
        quiet.await();

        assertKept(merged);
    }

    private CaseStory onAnotherPartition(int than, Instant due) {
        CaseStory story = opened();
        UUID id = story.promised("there", PromiseKind.OTHER, due.plus(Duration.ofDays(9)));
        quiet.await();
        return waitsFor(id) == than ? onAnotherPartition(than, due) : story;
    }

    /** The partition that is to be read before it is judged; -1 if that is done. */
    private int waitsFor(UUID promiseId) {
        return waitsFor(JudgingPromises.KIND, promiseId);
    }

    private int waitsFor(String kind, UUID promiseId) {
        return sql.sql(
                        """
                        SELECT waits_partition FROM messaging.timer
                         WHERE kind = :kind AND subject = :id""")
                .param("kind", kind)
                .param("id", promiseId.toString())
                .query(Integer.class)
                .optional()
                .orElse(-1);
    }

    private boolean somebodyWaits() {
        return sql.sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                .query(Boolean.class)
                .single();
    }

    @Test
    void reportsOnThePromiseOfAMergedCaseAreTaken() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        UUID refund = merged.promised("refund", PromiseKind.REFUND, due);
        merged.promised("other", PromiseKind.OTHER, due);
        merge(merged, remaining);
        quiet.await();
        merged.promiseKept("other", clock.instant());
        rest.agent().post().uri("/promises/{id}/kept", refund).exchange().expectStatus().isOk();
        quiet.await();

        assertThat(merged.facts()).filteredOn(PromiseKept.class::isInstance).hasSize(2);
    }

    @Test
    void whoAnswersForTheCaseThatGoesOnIsWarnedAndHasItOnTheirList() {
        String heir = "heir-" + UUID.randomUUID();
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(30));
        UUID before = merged.promised("before", PromiseKind.OTHER, due);
        quiet.await();
        merge(merged, remaining);
        quiet.await();
        timers.due();
        remaining.tell(0, clock.instant(), new CaseAssigned(heir, "south"));
        quiet.await();
        timers.due();
        UUID after = merged.promised("after", PromiseKind.OTHER, due);
        // who is said to answer for the merged case itself does not any more
        merged.tell(0, clock.instant(), new CaseAssigned("nobody-any-more", "north"));
        quiet.await();
        timers.due();

        rest.agent()
                .get()
                .uri("/promises?owner={owner}&team=south", heir)
                .exchange()
                .expectBody()
                .jsonPath("$.promises[*].id")
                .value(
                        ids ->
                                assertThat(ids.toString())
                                        .contains(before.toString(), after.toString()));
        timers.at(due.minus(Duration.ofHours(1)));
        quiet.await();
        assertThat(merged.facts()).anyMatch(PromiseAtRisk.class::isInstance);
        assertThat(merged.letters())
                .filteredOn(it -> it.getMessageKey().contains("AT_RISK"))
                .isNotEmpty()
                .allMatch(it -> it.getRecipient().equals("staff:" + heir));
    }

    @Test
    void aCallAboutTheCaseThatGoesOnKeepsACallbackOfTheMergedOne() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.CALLBACK, due);
        CaseStory ofAnother = opened();
        ofAnother.promised("p", PromiseKind.CALLBACK, due);
        mergeOf(remaining.person, merged, remaining);
        merge(ofAnother, remaining);
        quiet.await();
        call(remaining).expectStatus().isCreated();
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
        assertThat(ofAnother.facts()).noneMatch(PromiseKept.class::isInstance);
    }

    @Test
    void aCallFromBeforeTheMergeWasHeardOfCountsAlike() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.CALLBACK, due);
        quiet.await();
        clock.advance(Duration.ofMinutes(1));
        call(remaining).expectStatus().isCreated();
        mergeOf(remaining.person, merged, remaining);
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void newsOfTheCaseThatGoesOnKeepsAnUpdateOfTheMergedOne() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.UPDATE, due);
        mergeOf(remaining.person, merged, remaining);
        quiet.await();
        clock.advance(Duration.ofMinutes(1));
        remaining.delivered(
                "SOLVED_CHECK:" + remaining.caseId + ":1", Purpose.SOLVED_CHECK, clock.instant());
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void newsFromBeforeTheMergeWasHeardOfCountsAlike() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.UPDATE, due);
        quiet.await();
        clock.advance(Duration.ofMinutes(1));
        remaining.delivered(
                "SOLVED_CHECK:" + remaining.caseId + ":1", Purpose.SOLVED_CHECK, clock.instant());
        quiet.await();
        mergeOf(remaining.person, merged, remaining);
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void aNewDateToldByPhoneOfTheCaseThatGoesOnIsNewsOfTheMergedOne() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.UPDATE, due);
        mergeOf(remaining.person, merged, remaining);
        remaining.promised("r", PromiseKind.OTHER, due);
        quiet.await();
        clock.advance(Duration.ofMinutes(1));
        remaining.promiseRevised("r", due.plus(Duration.ofDays(1)), clock.instant());
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void aNewDateToldByPhoneThatIsHeardOfBeforeItsPromiseIsNewsOfTheMergedOneAtOnce() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        Instant made = clock.instant();
        Instant due = made.plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.UPDATE, due);
        mergeOf(remaining.person, merged, remaining);
        clock.advance(Duration.ofMinutes(1));
        remaining.promiseRevised("r", due.plus(Duration.ofDays(1)), clock.instant());
        quiet.await();
        remaining.tell(
                0,
                made,
                new CasePromised(
                        remaining.promiseId("r"), PromiseKind.OTHER, new DueInstant(due), null));
        quiet.await();
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void newsOfEachCaseInWhichItGoesOnIsPassedOnAlsoAtOneGo() {
        CaseStory end = opened();
        CaseStory middle = opened();
        CaseStory merged = opened();
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(middle.person, merged, PromiseKind.UPDATE, due);
        mergeOf(middle.person, merged, middle);
        merge(middle, end);
        quiet.await();
        timers.due();
        clock.advance(Duration.ofMinutes(1));
        Instant now = clock.instant();
        transactions.holding(
                List.of(Keys.ofCase(middle.caseId), Keys.ofCase(end.caseId)),
                () -> {
                    hearing.heard(
                            List.of(
                                    new Heard(middle.caseId, now, now, null),
                                    // to somebody else
                                    new Heard(end.caseId, now, now, null)));
                    return true;
                });
        timers.due();
        quiet.await();

        assertKept(merged);
    }

    @Test
    void whatIsHeardOfWithTheMergeWhenTheOutcomeIsFinalChangesNothing() {
        for (PromiseKind kind : List.of(PromiseKind.UPDATE, PromiseKind.CALLBACK)) {
            CaseStory remaining = opened();
            CaseStory merged = opened();
            UUID id = merged.promiseId("p");
            Instant due = clock.instant().plus(Duration.ofDays(2));
            promisedTo(remaining.person, merged, kind, due);
            quiet.await();
            clock.advance(Duration.ofMinutes(1));
            call(remaining).expectStatus().isCreated();
            remaining.delivered(
                    "SOLVED_CHECK:" + remaining.caseId + ":1",
                    Purpose.SOLVED_CHECK,
                    clock.instant());
            quiet.await();
            timers.at(due.plusMillis(1));
            timers.at(due.plus(Duration.ofDays(8)));
            quiet.await();
            assertThat(merged.awaitFact(PromiseJudged.class).getOutcome())
                    .isEqualTo(PromiseOutcome.BROKEN_SILENTLY);

            int lines = lines(id);
            mergeOf(remaining.person, merged, remaining);
            quiet.await();
            timers.due();
            assertThat(lines(id)).isEqualTo(lines);

            rest.agent().post().uri("/promises/{id}/kept", id).exchange().expectStatus().isOk();
            lines = lines(id);
            remaining.tell(
                    remaining.person, 0, clock.instant(), false, new CaseAssigned("lisa", "north"));
            quiet.await();
            timers.due();
            assertThat(lines(id)).isEqualTo(lines);
        }
    }

    @Test
    void aCallThatIsReportedWhenTheOutcomeIsFinalIsOneLine() {
        CaseStory remaining = opened();
        CaseStory merged = opened();
        UUID id = merged.promiseId("p");
        Instant due = clock.instant().plus(Duration.ofDays(2));
        promisedTo(remaining.person, merged, PromiseKind.CALLBACK, due);
        mergeOf(remaining.person, merged, remaining);
        quiet.await();
        timers.at(due.plusMillis(1));
        timers.at(due.plus(Duration.ofDays(8)));
        quiet.await();

        int lines = lines(id);
        call(remaining, due.minusMillis(1)).expectStatus().isCreated();
        quiet.await();
        timers.due();
        assertThat(lines(id)).isEqualTo(lines + 1);
    }

    private int lines(UUID promiseId) {
        return sql.sql("SELECT count(*) FROM promise_entry WHERE promise_id = :id")
                .param("id", promiseId)
                .query(Integer.class)
                .single();
    }

    private CaseStory opened() {
        CaseStory story = new CaseStory(publishing, sent, clock).opened();
        quiet.await();
        return story;
    }

    private void promisedTo(String person, CaseStory story, PromiseKind kind, Instant due) {
        story.tell(
                person,
                0,
                clock.instant(),
                false,
                new CasePromised(story.promiseId("p"), kind, new DueInstant(due), null));
    }

    private CaseEvent merge(CaseStory merged, CaseStory into) {
        return mergeOf(merged.person, merged, into);
    }

    private CaseEvent mergeOf(String person, CaseStory merged, CaseStory into) {
        merged.tell(person, 0, clock.instant(), false, new CaseMerged(into.caseId));
        return merged.tell(person, 0, clock.instant(), false, new CaseClosed(CloseReason.MERGED));
    }

    private RestTestClient.ResponseSpec call(CaseStory story) {
        return call(story, clock.instant());
    }

    private RestTestClient.ResponseSpec call(CaseStory story, Instant at) {
        return rest.agent()
                .post()
                .uri("/cases/{id}/calls", story.caseId)
                .header("Idempotency-Key", "k")
                .contentType(MediaType.APPLICATION_JSON)
                .body(
                        "{\"outcome\": \"REACHED\", \"by\": \"kari\", \"occurredAt\": \""
                                + at
                                + "\"}")
                .exchange();
    }

    private static void assertKept(CaseStory story) {
        assertThat(story.facts()).noneMatch(PromiseBroken.class::isInstance);
        assertThat(story.awaitFact(PromiseKept.class).getLate()).isFalse();
    }
}
