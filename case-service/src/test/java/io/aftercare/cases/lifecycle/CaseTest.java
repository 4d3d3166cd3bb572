package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Case.CloseReason;
import io.aftercare.cases.lifecycle.Case.Fact;
import io.aftercare.cases.lifecycle.Case.ReopenReason;
import io.aftercare.cases.lifecycle.Case.State;
import io.aftercare.cases.lifecycle.Report.Closed;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Handling;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Merged;
import io.aftercare.cases.lifecycle.Report.Opened;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.Priority;
import io.aftercare.cases.lifecycle.Report.PromiseKept;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.Promised;
import io.aftercare.cases.lifecycle.Report.Remedy;
import io.aftercare.cases.lifecycle.Report.Reopened;
import io.aftercare.cases.lifecycle.Report.Resolved;
import io.aftercare.cases.lifecycle.Verdict.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID CASE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000001");
    private static final UUID PROMISE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000002");
    private static final Resolved SOLVED = new Resolved(Outcome.SOLVED, Remedy.NONE, null);
    private static final Reopened AGAIN = new Reopened(null);
    private static final Closed OVER = new Closed();
    private static final UUID OTHER = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000003");
    private static final UUID THIRD = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000004");
    private static final Merged INTO_OTHER = new Merged(OTHER, "4712");
    private static final Duration WINDOW = Duration.ofDays(14);
    private static final List<UUID> NO_TARGET = List.of();

    /** Long after all that is told. */
    private static final Instant HEARD = NOON.plusSeconds(1_000_000);

    @Test
    void isOpenInCycleZeroOnceOpened() {
        Case opened = anOpenCase();

        assertThat(opened.cycle()).isZero();
        assertThat(opened.stage().state()).isEqualTo(State.OPEN);
        assertThat(opened.opened().facts()).singleElement().isInstanceOf(Fact.Opened.class);
    }

    @Test
    void isOpenedOnlyOnce() {
        Verdict verdict = anOpenCase().take(report(60, opened("lisa")), NO_TARGET, HEARD);

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("sourceCaseId");
    }

    @Test
    void beginsACycleWithEachResolution() {
        Case one = anOpenCase();

        Verdict first = one.take(report(60, SOLVED), NO_TARGET, HEARD);
        one.take(report(120, AGAIN), NO_TARGET, HEARD);
        Verdict second = one.take(report(180, SOLVED), NO_TARGET, HEARD);

        assertThat(first.facts()).singleElement().isInstanceOf(Fact.Resolved.class);
        assertThat(second.facts()).singleElement().isInstanceOf(Fact.Resolved.class);
        assertThat(one.cycle()).isEqualTo(2);
    }

    @Test
    void copiesOwnerAndMatterOfThatMomentIntoTheResolution() {
        Case one = anOpenCase();
        one.take(report(30, new Report.Assigned("lisa", "billing")), NO_TARGET, HEARD);

        Verdict verdict = one.take(report(60, SOLVED), NO_TARGET, HEARD);

        assertThat(verdict.facts())
                .containsExactly(
                        new Fact.Resolved(
                                Outcome.SOLVED, Remedy.NONE, one.matter(), one.assignment()));
        assertThat(one.assignment().owner()).isEqualTo("lisa");
    }

    @Test
    void staysInItsCycleWhenResolvedAgainWithoutReopening() {
        Case one = aResolvedCase();

        Verdict verdict = one.take(report(120, SOLVED), NO_TARGET, HEARD);

        assertThat(verdict.result()).isEqualTo(Result.APPLIED);
        assertThat(verdict.facts()).isEmpty();
        assertThat(verdict.plain()).isFalse();
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void staysOpenWhenReopenedWhileOpenAndTakesNoOlderResolutionThen() {
        Case one = anOpenCase();

        Verdict verdict = one.take(report(120, AGAIN), NO_TARGET, HEARD);

        assertThat(verdict.facts()).isEmpty();
        assertThat(one.take(report(60, SOLVED), NO_TARGET, HEARD).result()).isEqualTo(Result.LATE);
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
    }

    @Test
    void recordsAnOlderStateReportAsLateWithoutFact() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN), NO_TARGET, HEARD);

        Verdict verdict = one.take(report(119, SOLVED), NO_TARGET, HEARD);

        assertThat(verdict.result()).isEqualTo(Result.LATE);
        assertThat(verdict.facts()).isEmpty();
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void takesReportsOfOneInstantByWhatTheyTell() {
        Case one = anOpenCase();

        assertThat(one.take(report(0, SOLVED), NO_TARGET, HEARD).result())
                .isEqualTo(Result.APPLIED);
        assertThat(one.take(report(0, AGAIN), NO_TARGET, HEARD).result()).isEqualTo(Result.APPLIED);
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
        assertThat(one.take(report("r9", 0, SOLVED), NO_TARGET, HEARD).result())
                .isEqualTo(Result.LATE);
    }

    @Test
    void keepsTheNewestAssignment() {
        Case one = anOpenCase();

        Verdict newer = one.take(report(60, new Report.Assigned("lisa", null)), NO_TARGET, HEARD);
        Verdict older = one.take(report(59, new Report.Assigned("kari", null)), NO_TARGET, HEARD);

        assertThat(newer.facts()).singleElement().isInstanceOf(Fact.Assigned.class);
        assertThat(older.result()).isEqualTo(Result.LATE);
        assertThat(one.assignment().owner()).isEqualTo("lisa");
    }

    @Test
    void isAssignedLateThoughAStateReportIsNewer() {
        Case one = aResolvedCase();

        Verdict verdict = one.take(report(30, new Report.Assigned("lisa", null)), NO_TARGET, HEARD);

        assertThat(verdict.facts()).singleElement().isInstanceOf(Fact.Assigned.class);
    }

    @Test
    void tellsNothingWhenAssignedToWhomItWas() {
        Verdict verdict =
                anOpenCase()
                        .take(report(30, new Report.Assigned("kari", "support")), NO_TARGET, HEARD);

        assertThat(verdict.result()).isEqualTo(Result.APPLIED);
        assertThat(verdict.facts()).isEmpty();
    }

    @Test
    void takesAPromiseOnce() {
        Case one = anOpenCase();

        assertThat(one.take(report(10, promised()), NO_TARGET, HEARD).facts())
                .singleElement()
                .isInstanceOf(Fact.Promised.class);
        Verdict again = one.take(report(11, promised()), NO_TARGET, HEARD);
        assertThat(again.refused()).isTrue();
        assertThat(again.field()).isEqualTo("body.promiseRef");
    }

    @Test
    void takesAPromiseThatIsOlderThanItsState() {
        assertThat(aResolvedCase().take(report(10, promised()), NO_TARGET, HEARD).result())
                .isEqualTo(Result.APPLIED);
    }

    @Test
    void refusesAPromiseWithoutDue() {
        Verdict verdict =
                anOpenCase()
                        .take(
                                report(
                                        10,
                                        new Promised(PROMISE, "p1", PromiseKind.OTHER, null, null)),
                                NO_TARGET,
                                HEARD);

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.due");
    }

    @Test
    void refusesToKeepAPromiseThatItDoesNotKnow() {
        Verdict verdict =
                anOpenCase().take(report(10, new PromiseKept(PROMISE, "p1")), NO_TARGET, HEARD);

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.promiseRef");
    }

    @Test
    void tellsOfTheEarliestKeepingOnly() {
        Case one = anOpenCase();
        one.take(report(10, promised()), NO_TARGET, HEARD);
        PromiseKept kept = new PromiseKept(PROMISE, "p1");

        assertThat(one.take(report(50, kept), NO_TARGET, HEARD).facts())
                .containsExactly(new Fact.PromiseKept(PROMISE));
        assertThat(one.take(report(50, kept), NO_TARGET, HEARD).facts()).isEmpty();
        assertThat(one.take(report(51, kept), NO_TARGET, HEARD).facts()).isEmpty();
        assertThat(one.take(report(49, kept), NO_TARGET, HEARD).facts())
                .containsExactly(new Fact.PromiseKept(PROMISE));
    }

    @Test
    void refusesToKeepAPromiseToResolve() {
        Case one = anOpenCase();
        one.take(report(10, promised(PromiseKind.RESOLUTION)), NO_TARGET, HEARD);

        Verdict verdict = one.take(report(50, new PromiseKept(PROMISE, "p1")), NO_TARGET, HEARD);

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.promiseRef");
        assertThat(verdict.facts()).isEmpty();
    }

    @Test
    void refusesToKeepAPromiseBeforeItWasMade() {
        Case one = anOpenCase();
        one.take(report(10, promised()), NO_TARGET, HEARD);
        PromiseKept kept = new PromiseKept(PROMISE, "p1");

        Verdict early = one.take(report(9, kept), NO_TARGET, HEARD);

        assertThat(early.refused()).isTrue();
        assertThat(early.field()).isEqualTo("occurredAt");
        assertThat(one.take(report(10, kept), NO_TARGET, HEARD).facts()).hasSize(1);
    }

    @Test
    void endedAsTheNewestResolutionSays() {
        Case one = anOpenCase();
        one.take(report(60, new Resolved(Outcome.DECLINED, Remedy.NONE, null)), NO_TARGET, HEARD);
        one.take(report(120, new Resolved(Outcome.SOLVED, Remedy.REFUND, null)), NO_TARGET, HEARD);
        one.take(report(90, new Resolved(Outcome.SPAM, Remedy.NONE, null)), NO_TARGET, HEARD);

        assertThat(one.stage().last())
                .isEqualTo(
                        new Resolution(
                                Outcome.SOLVED,
                                Remedy.REFUND,
                                at(120),
                                at(120),
                                false,
                                Resolution.About.of(one.matter(), "kari"),
                                false,
                                null));
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void isReopenedByTheCustomerOfItsCycle() {
        Case one = aResolvedCase();

        assertThat(one.notSolved(1, at(90)))
                .containsExactly(new Fact.Reopened(ReopenReason.NOT_SOLVED));
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void isReopenedByTheCustomerOnce() {
        Case one = aResolvedCase();
        one.notSolved(1, at(90));

        assertThat(one.notSolved(1, at(91))).isEmpty();
    }

    @Test
    void isNotReopenedByAnAnswerGivenBeforeItWasResolvedAgain() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN), NO_TARGET, HEARD);
        one.take(report(180, SOLVED), NO_TARGET, HEARD);

        assertThat(one.notSolved(1, at(179))).isEmpty();
        assertThat(one.notSolved(3, at(200))).isEmpty();
        assertThat(one.stage().state()).isEqualTo(State.RESOLVED);
    }

    /** The page of an earlier resolution, opened before anybody there heard of the newer one. */
    @Test
    void isReopenedByAnAnswerGivenAfterItWasResolvedAgainWhateverItWasAskedAbout() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN), NO_TARGET, HEARD);
        one.take(report(180, SOLVED), NO_TARGET, HEARD);

        assertThat(one.notSolved(1, at(180)))
                .containsExactly(new Fact.Reopened(ReopenReason.NOT_SOLVED));
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
        assertThat(one.cycle()).isEqualTo(2);
    }

    @Test
    void endsInTheSameStateWheneverTheAnswerAboutTheEarlierCycleIsHeard() {
        for (int minute : List.of(90, 119, 120, 121, 179, 180, 181, 240)) {
            Case heardFirst = aResolvedCase();
            heardFirst.notSolved(1, at(minute));
            heardFirst.take(report(120, AGAIN), NO_TARGET, HEARD);
            heardFirst.take(report(180, SOLVED), NO_TARGET, HEARD);
            Case heardBetween = aResolvedCase();
            heardBetween.take(report(120, AGAIN), NO_TARGET, HEARD);
            heardBetween.notSolved(1, at(minute));
            heardBetween.take(report(180, SOLVED), NO_TARGET, HEARD);
            Case heardLast = aResolvedCase();
            heardLast.take(report(120, AGAIN), NO_TARGET, HEARD);
            heardLast.take(report(180, SOLVED), NO_TARGET, HEARD);
            heardLast.notSolved(1, at(minute));

            assertThat(heardFirst.stage().state())
                    .as("said in minute %s", minute)
                    .isEqualTo(heardBetween.stage().state())
                    .isEqualTo(heardLast.stage().state())
                    .isEqualTo(minute < 180 ? State.RESOLVED : State.OPEN);
        }
    }

    @Test
    void isNotReopenedByAnAnswerWhileOpen() {
        assertThat(anOpenCase().notSolved(0, at(10))).isEmpty();
    }

    /** The publisher's clock may be ahead of ours, but not the one by which customers answer. */
    @Test
    void isReopenedByAnAnswerGivenAfterTheNewestResolutionWasHeardThoughThatSeemsToCome() {
        for (int millis : List.of(-1, 0, 1)) {
            Case one = aResolvedCase();
            one.take(report(120, AGAIN), NO_TARGET, HEARD);
            one.take(report(182, SOLVED), NO_TARGET, at(180));

            one.notSolved(1, at(180).plusMillis(millis));

            assertThat(one.stage().state())
                    .as("%s ms after", millis)
                    .isEqualTo(millis < 0 ? State.RESOLVED : State.OPEN);
        }
        for (int minute : List.of(179, 180, 181, 182, 183)) {
            Case one = anOpenCase();
            one.take(report(182, SOLVED), NO_TARGET, at(180));

            assertThat(one.notSolved(1, at(minute))).as("about the newest itself").hasSize(1);
        }
    }

    @Test
    void goesOnAfterItsNewestResolutionWasHeardThoughThatSeemsToCome() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN), NO_TARGET, HEARD);
        one.take(report(182, SOLVED), NO_TARGET, at(180));
        one.take(report(182, OVER), NO_TARGET, at(180));

        assertThat(one.goOnIn(OTHER, 1, at(180).minusMillis(1))).isNull();
        assertThat(one.goOnIn(OTHER, 1, at(180))).isNotNull();
    }

    /** The publisher's clock may be ahead of ours: the newest report still marks the state. */
    @Test
    void remembersTheNewestReportWhenTheCustomersAnswerSeemsOlder() {
        Case one = aResolvedCase();

        one.notSolved(1, at(59));

        assertThat(one.stage().since().occurredAt()).isEqualTo(at(60));
        assertThat(one.take(report(61, SOLVED), NO_TARGET, HEARD).facts()).hasSize(1);
        assertThat(one.cycle()).isEqualTo(2);
    }

    @Test
    void endsInTheSameStateWhateverTheOrderOfArrival() {
        Random random = new Random(4711);
        for (int round = 0; round < 500; round++) {
            List<Report> reports = someReports(random);
            Case inOrder = after(reports);
            Collections.shuffle(reports, random);
            Case shuffled = after(reports);

            assertThat(shuffled.stage().state()).isEqualTo(inOrder.stage().state());
            assertThat(shuffled.stage().since()).isEqualTo(inOrder.stage().since());
            assertThat(shuffled.assignment()).isEqualTo(inOrder.assignment());
        }
    }

    @Test
    void isClosedForGoodFromAnyState() {
        for (Case one : List.of(anOpenCase(), aResolvedCase())) {
            Verdict closed = one.take(report(100, OVER), NO_TARGET, HEARD);

            assertThat(closed.facts()).containsExactly(new Fact.Closed(CloseReason.REPORTED));
            assertThat(one.stage().state()).isEqualTo(State.CLOSED);
            assertThat(one.take(report(101, OVER), NO_TARGET, HEARD).facts()).isEmpty();
        }
    }

    @Test
    void isNeitherReopenedNorResolvedOnceClosed() {
        Case one = aResolvedCase();
        one.take(report(100, OVER), NO_TARGET, HEARD);

        for (Report.Body body : List.of(AGAIN, SOLVED)) {
            Verdict late = one.take(report(99, body), NO_TARGET, HEARD);
            // of one instant, closing comes after both
            Verdict same = one.take(report(100, body), NO_TARGET, HEARD);
            Verdict refused = one.take(report(101, body), NO_TARGET, HEARD);

            assertThat(late.result()).isEqualTo(Result.LATE);
            assertThat(same.result()).isEqualTo(Result.LATE);
            assertThat(refused.refused()).isTrue();
            assertThat(refused.field()).isEqualTo("sourceCaseId");
            assertThat(refused.rule()).contains("not closed");
        }
        assertThat(one.stage().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void recordsAClosingAsLateThatIsOlderThanItsState() {
        Case one = aResolvedCase();

        assertThat(one.take(report(59, OVER), NO_TARGET, HEARD).result()).isEqualTo(Result.LATE);
        assertThat(one.stage().state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void goesOnInTheCaseItIsMergedInto() {
        Case one = aResolvedCase();

        Verdict verdict = one.take(report(100, INTO_OTHER), List.of(OTHER), HEARD);

        assertThat(verdict.facts())
                .containsExactly(new Fact.Merged(OTHER), new Fact.Closed(CloseReason.MERGED));
        assertThat(one.mergedInto()).isEqualTo(OTHER);
        assertThat(one.stage().state()).isEqualTo(State.CLOSED);
        Verdict again = one.take(report(101, INTO_OTHER), List.of(OTHER), HEARD);
        assertThat(again.result()).isEqualTo(Result.APPLIED);
        assertThat(again.facts()).isEmpty();
    }

    @Test
    void isMergedThoughClosedBeforeOrAfter() {
        for (int minute : List.of(99, 101)) {
            Case one = aResolvedCase();
            one.take(report(100, OVER), NO_TARGET, HEARD);

            Verdict verdict = one.take(report(minute, INTO_OTHER), List.of(OTHER), HEARD);

            assertThat(verdict.facts()).containsExactly(new Fact.Merged(OTHER));
            assertThat(one.stage().since().occurredAt()).isEqualTo(at(Math.max(100, minute)));
        }
    }

    @Test
    void isNotMergedIntoItselfNorRoundInACircleNorTwice() {
        Case one = anOpenCase();

        Verdict itself = one.take(report(1, new Merged(CASE, "4711")), List.of(CASE), HEARD);
        Verdict unknown = one.take(report(2, INTO_OTHER), NO_TARGET, HEARD);
        Verdict circle = one.take(report(3, INTO_OTHER), List.of(OTHER, THIRD, CASE), HEARD);
        assertThat(List.of(itself, unknown, circle))
                .allSatisfy(
                        verdict -> {
                            assertThat(verdict.refused()).isTrue();
                            assertThat(verdict.field()).isEqualTo("body.into");
                        });
        assertThat(one.stage().state()).isEqualTo(State.OPEN);

        one.take(report(4, INTO_OTHER), List.of(OTHER, THIRD), HEARD);
        Verdict second = one.take(report(5, new Merged(THIRD, "4713")), List.of(THIRD), HEARD);
        assertThat(second.refused()).isTrue();
        assertThat(second.field()).isEqualTo("sourceCaseId");
        assertThat(one.mergedInto()).isEqualTo(OTHER);
    }

    @Test
    void notesOfEachAttributeWhatWasSaidLast() {
        Case one = anOpenCase();

        Verdict newer = one.take(report(20, changed(null, "modem", null)), NO_TARGET, HEARD);
        Verdict older =
                one.take(report(10, changed(Kind.COMPLAINT, "bill", "tv")), NO_TARGET, HEARD);
        Verdict oldest = one.take(report(5, changed(Kind.QUESTION, null, null)), NO_TARGET, HEARD);

        Matter noted = new Matter(Kind.COMPLAINT, "modem", "tv", Priority.NORMAL, Handling.NORMAL);
        assertThat(newer.facts()).singleElement().isInstanceOf(Fact.Changed.class);
        assertThat(older.facts()).containsExactly(new Fact.Changed(noted));
        assertThat(oldest.result()).isEqualTo(Result.LATE);
        assertThat(one.matter()).isEqualTo(noted);
    }

    @Test
    void tellsNothingWhenNothingChanged() {
        Case one = anOpenCase();

        Verdict verdict =
                one.take(report(20, changed(Kind.FAULT, "line", "fibre")), NO_TARGET, HEARD);

        assertThat(verdict.result()).isEqualTo(Result.APPLIED);
        assertThat(verdict.facts()).isEmpty();
        assertThat(one.take(report(19, changed(null, "modem", null)), NO_TARGET, HEARD).result())
                .isEqualTo(Result.LATE);
    }

    @Test
    void noChangeIsOlderThanTheOpening() {
        Verdict verdict =
                anOpenCase().take(report(-1, changed(null, "modem", null)), NO_TARGET, HEARD);

        assertThat(verdict.result()).isEqualTo(Result.LATE);
    }

    @Test
    void anEarlierResolutionKeepsWhatItSaid() {
        Case one = anOpenCase();
        Verdict resolved = one.take(report(60, SOLVED), NO_TARGET, HEARD);
        one.take(report(70, changed(null, "modem", null)), NO_TARGET, HEARD);

        assertThat(((Fact.Resolved) resolved.facts().getFirst()).matter().cause())
                .isEqualTo("line");
        assertThat(one.stage().state()).isEqualTo(State.RESOLVED);
    }

    @Test
    void closesWhenItsWindowIsOver() {
        Case one = anOpenCase();
        assertThat(one.windowEnd(WINDOW)).isNull();
        one.take(report(60, SOLVED), NO_TARGET, HEARD);
        assertThat(one.windowEnd(WINDOW)).isEqualTo(at(60).plus(WINDOW));
        one.take(report(90, SOLVED), NO_TARGET, HEARD);
        assertThat(one.windowEnd(WINDOW)).isEqualTo(at(90).plus(WINDOW));

        assertThat(one.closeAt(at(90).plus(WINDOW)))
                .isEqualTo(new Fact.Closed(CloseReason.WINDOW_OVER));
        assertThat(one.windowEnd(WINDOW)).isNull();
        assertThat(one.stage().state()).isEqualTo(State.CLOSED);
        assertThat(one.stage().since().occurredAt()).isEqualTo(at(90).plus(WINDOW));
    }

    @Test
    void reopeningAtTheEndOfItsWindowStillComesBeforeTheClosing() {
        Moment closing = Case.closing(at(60).plus(WINDOW));
        Instant end = closing.occurredAt();

        assertThat(closing.isBefore(new Moment(end, Reopened.RANK, "r"))).isFalse();
        assertThat(closing.isBefore(new Moment(end.plusMillis(1), Reopened.RANK, "r"))).isTrue();
    }

    @Test
    void goesOnInOneLinkedCaseOnceClosed() {
        Case one = aClosedCase();

        Case linked = Objects.requireNonNull(one.goOnIn(OTHER, 1, at(90)));

        assertThat(linked.id()).isEqualTo(OTHER);
        assertThat(linked.identity().linkedTo()).isEqualTo(CASE);
        assertThat(linked.identity().source()).isEqualTo("crm");
        assertThat(linked.personId()).isEqualTo("p1");
        assertThat(linked.matter()).isEqualTo(one.matter());
        assertThat(linked.assignment().owner()).isEqualTo("kari");
        assertThat(linked.stage().state()).isEqualTo(State.OPEN);
        assertThat(linked.cycle()).isZero();
        assertThat(one.stage().state()).isEqualTo(State.CLOSED);
        assertThat(one.goOnIn(OTHER, 1, at(200))).isNull();
        assertThat(one.goOnIn(THIRD, 1, at(200))).isNull();
    }

    @Test
    void goesOnInNoOtherCaseAsLongAsItMayBeReopened() {
        assertThat(anOpenCase().goOnIn(OTHER, 0, at(90))).isNull();
        assertThat(aResolvedCase().goOnIn(OTHER, 1, at(90))).isNull();
        assertThat(aClosedCase().notSolved(1, at(90))).isEmpty();
        assertThat(aClosedCase().goOnIn(OTHER, 2, at(90))).isNull();
    }

    @Test
    void goesOnAfterItsNewestResolutionOnly() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN), NO_TARGET, HEARD);
        one.take(report(180, SOLVED), NO_TARGET, HEARD);
        one.take(report(240, OVER), NO_TARGET, HEARD);

        assertThat(one.goOnIn(OTHER, 1, at(179))).isNull();
        assertThat(one.goOnIn(OTHER, 1, at(180))).isNotNull();
    }

    private static Case aClosedCase() {
        Case one = aResolvedCase();
        one.take(report(120, OVER), NO_TARGET, HEARD);
        return one;
    }

    private static Report.Changed changed(
            @Nullable Kind kind, @Nullable String cause, @Nullable String product) {
        return new Report.Changed(kind, cause, product, null, null);
    }

    private static List<Report> someReports(Random random) {
        List<Report> reports = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Report.Body body =
                    switch (random.nextInt(3)) {
                        case 0 -> SOLVED;
                        case 1 -> AGAIN;
                        default -> new Report.Assigned("staff" + i, null);
                    };
            reports.add(report("r" + i, random.nextInt(6), body));
        }
        reports.sort((a, b) -> a.moment().compareTo(b.moment()));
        return reports;
    }

    private static Case after(List<Report> reports) {
        Case one = anOpenCase();
        reports.forEach(report -> one.take(report, NO_TARGET, HEARD));
        return one;
    }

    private static Case anOpenCase() {
        Opened opened = opened("kari");
        return Case.open(report(0, opened), opened);
    }

    private static Case aResolvedCase() {
        Case one = anOpenCase();
        one.take(report(60, SOLVED), NO_TARGET, HEARD);
        return one;
    }

    private static Opened opened(String owner) {
        return new Opened(
                "p1",
                new Matter(Kind.FAULT, "line", "fibre", Priority.NORMAL, Handling.NORMAL),
                owner,
                "support",
                null,
                null,
                false);
    }

    private static Promised promised() {
        return promised(PromiseKind.OTHER);
    }

    private static Promised promised(PromiseKind kind) {
        return new Promised(PROMISE, "p1", kind, new Due.At(at(100)), null);
    }

    private static Instant at(int minutes) {
        return NOON.plusSeconds(60L * minutes);
    }

    private static Report report(int minutes, Report.Body body) {
        return report("r" + minutes, minutes, body);
    }

    private static Report report(String id, int minutes, Report.Body body) {
        return new Report(CASE, "crm", id, "4711", at(minutes), false, body);
    }
}
