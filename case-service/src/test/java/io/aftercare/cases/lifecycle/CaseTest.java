package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Case.Fact;
import io.aftercare.cases.lifecycle.Case.ReopenReason;
import io.aftercare.cases.lifecycle.Case.State;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Matter;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CaseTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID CASE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000001");
    private static final UUID PROMISE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000002");
    private static final Resolved SOLVED = new Resolved(Outcome.SOLVED, Remedy.NONE, null);
    private static final Reopened AGAIN = new Reopened(null);

    @Test
    void isOpenInCycleZeroOnceOpened() {
        Case opened = anOpenCase();

        assertThat(opened.cycle()).isZero();
        assertThat(opened.stage().state()).isEqualTo(State.OPEN);
        assertThat(opened.opened().facts()).singleElement().isInstanceOf(Fact.Opened.class);
    }

    @Test
    void isOpenedOnlyOnce() {
        Verdict verdict = anOpenCase().take(report(60, opened("lisa")));

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("sourceCaseId");
    }

    @Test
    void beginsACycleWithEachResolution() {
        Case one = anOpenCase();

        Verdict first = one.take(report(60, SOLVED));
        one.take(report(120, AGAIN));
        Verdict second = one.take(report(180, SOLVED));

        assertThat(first.facts()).singleElement().isInstanceOf(Fact.Resolved.class);
        assertThat(second.facts()).singleElement().isInstanceOf(Fact.Resolved.class);
        assertThat(one.cycle()).isEqualTo(2);
    }

    @Test
    void copiesOwnerAndMatterOfThatMomentIntoTheResolution() {
        Case one = anOpenCase();
        one.take(report(30, new Report.Assigned("lisa", "billing")));

        Verdict verdict = one.take(report(60, SOLVED));

        assertThat(verdict.facts())
                .containsExactly(
                        new Fact.Resolved(
                                Outcome.SOLVED, Remedy.NONE, one.matter(), one.assignment()));
        assertThat(one.assignment().owner()).isEqualTo("lisa");
    }

    @Test
    void staysInItsCycleWhenResolvedAgainWithoutReopening() {
        Case one = aResolvedCase();

        Verdict verdict = one.take(report(120, SOLVED));

        assertThat(verdict.result()).isEqualTo(Result.APPLIED);
        assertThat(verdict.facts()).isEmpty();
        assertThat(verdict.plain()).isFalse();
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void staysOpenWhenReopenedWhileOpenAndTakesNoOlderResolutionThen() {
        Case one = anOpenCase();

        Verdict verdict = one.take(report(120, AGAIN));

        assertThat(verdict.facts()).isEmpty();
        assertThat(one.take(report(60, SOLVED)).result()).isEqualTo(Result.LATE);
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
    }

    @Test
    void recordsAnOlderStateReportAsLateWithoutFact() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN));

        Verdict verdict = one.take(report(119, SOLVED));

        assertThat(verdict.result()).isEqualTo(Result.LATE);
        assertThat(verdict.facts()).isEmpty();
        assertThat(one.cycle()).isEqualTo(1);
    }

    @Test
    void takesReportsOfOneInstantByWhatTheyTell() {
        Case one = anOpenCase();

        assertThat(one.take(report(0, SOLVED)).result()).isEqualTo(Result.APPLIED);
        assertThat(one.take(report(0, AGAIN)).result()).isEqualTo(Result.APPLIED);
        assertThat(one.stage().state()).isEqualTo(State.OPEN);
        assertThat(one.take(report("r9", 0, SOLVED)).result()).isEqualTo(Result.LATE);
    }

    @Test
    void keepsTheNewestAssignment() {
        Case one = anOpenCase();

        Verdict newer = one.take(report(60, new Report.Assigned("lisa", null)));
        Verdict older = one.take(report(59, new Report.Assigned("kari", null)));

        assertThat(newer.facts()).singleElement().isInstanceOf(Fact.Assigned.class);
        assertThat(older.result()).isEqualTo(Result.LATE);
        assertThat(one.assignment().owner()).isEqualTo("lisa");
    }

    @Test
    void isAssignedLateThoughAStateReportIsNewer() {
        Case one = aResolvedCase();

        Verdict verdict = one.take(report(30, new Report.Assigned("lisa", null)));

        assertThat(verdict.facts()).singleElement().isInstanceOf(Fact.Assigned.class);
    }

    @Test
    void tellsNothingWhenAssignedToWhomItWas() {
        Verdict verdict = anOpenCase().take(report(30, new Report.Assigned("kari", "support")));

        assertThat(verdict.result()).isEqualTo(Result.APPLIED);
        assertThat(verdict.facts()).isEmpty();
    }

    @Test
    void takesAPromiseOnce() {
        Case one = anOpenCase();

        assertThat(one.take(report(10, promised())).facts())
                .singleElement()
                .isInstanceOf(Fact.Promised.class);
        Verdict again = one.take(report(11, promised()));
        assertThat(again.refused()).isTrue();
        assertThat(again.field()).isEqualTo("body.promiseRef");
    }

    @Test
    void takesAPromiseThatIsOlderThanItsState() {
        assertThat(aResolvedCase().take(report(10, promised())).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void refusesAPromiseWithoutDue() {
        Verdict verdict =
                anOpenCase()
                        .take(
                                report(
                                        10,
                                        new Promised(
                                                PROMISE, "p1", PromiseKind.OTHER, null, null)));

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.due");
    }

    @Test
    void refusesToKeepAPromiseThatItDoesNotKnow() {
        Verdict verdict = anOpenCase().take(report(10, new PromiseKept(PROMISE, "p1")));

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.promiseRef");
    }

    @Test
    void tellsOfTheEarliestKeepingOnly() {
        Case one = anOpenCase();
        one.take(report(10, promised()));
        PromiseKept kept = new PromiseKept(PROMISE, "p1");

        assertThat(one.take(report(50, kept)).facts())
                .containsExactly(new Fact.PromiseKept(PROMISE));
        assertThat(one.take(report(50, kept)).facts()).isEmpty();
        assertThat(one.take(report(51, kept)).facts()).isEmpty();
        assertThat(one.take(report(49, kept)).facts())
                .containsExactly(new Fact.PromiseKept(PROMISE));
    }

    @Test
    void refusesToKeepAPromiseToResolve() {
        Case one = anOpenCase();
        one.take(report(10, promised(PromiseKind.RESOLUTION)));

        Verdict verdict = one.take(report(50, new PromiseKept(PROMISE, "p1")));

        assertThat(verdict.refused()).isTrue();
        assertThat(verdict.field()).isEqualTo("body.promiseRef");
        assertThat(verdict.facts()).isEmpty();
    }

    @Test
    void refusesToKeepAPromiseBeforeItWasMade() {
        Case one = anOpenCase();
        one.take(report(10, promised()));
        PromiseKept kept = new PromiseKept(PROMISE, "p1");

        Verdict early = one.take(report(9, kept));

        assertThat(early.refused()).isTrue();
        assertThat(early.field()).isEqualTo("occurredAt");
        assertThat(one.take(report(10, kept)).facts()).hasSize(1);
    }

    @Test
    void endedAsTheNewestResolutionSays() {
        Case one = anOpenCase();
        one.take(report(60, new Resolved(Outcome.DECLINED, Remedy.NONE, null)));
        one.take(report(120, new Resolved(Outcome.SOLVED, Remedy.REFUND, null)));
        one.take(report(90, new Resolved(Outcome.SPAM, Remedy.NONE, null)));

        assertThat(one.stage().outcome()).isEqualTo(Outcome.SOLVED);
        assertThat(one.stage().remedy()).isEqualTo(Remedy.REFUND);
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
        one.take(report(120, AGAIN));
        one.take(report(180, SOLVED));

        assertThat(one.notSolved(1, at(179))).isEmpty();
        assertThat(one.notSolved(3, at(200))).isEmpty();
        assertThat(one.stage().state()).isEqualTo(State.RESOLVED);
    }

    /** The page of an earlier resolution, opened before anybody there heard of the newer one. */
    @Test
    void isReopenedByAnAnswerGivenAfterItWasResolvedAgainWhateverItWasAskedAbout() {
        Case one = aResolvedCase();
        one.take(report(120, AGAIN));
        one.take(report(180, SOLVED));

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
            heardFirst.take(report(120, AGAIN));
            heardFirst.take(report(180, SOLVED));
            Case heardBetween = aResolvedCase();
            heardBetween.take(report(120, AGAIN));
            heardBetween.notSolved(1, at(minute));
            heardBetween.take(report(180, SOLVED));
            Case heardLast = aResolvedCase();
            heardLast.take(report(120, AGAIN));
            heardLast.take(report(180, SOLVED));
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

    /** The publisher's clock may be ahead of ours: the newest report still marks the state. */
    @Test
    void remembersTheNewestReportWhenTheCustomersAnswerSeemsOlder() {
        Case one = aResolvedCase();

        one.notSolved(1, at(59));

        assertThat(one.stage().since().occurredAt()).isEqualTo(at(60));
        assertThat(one.take(report(61, SOLVED)).facts()).hasSize(1);
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
        reports.forEach(one::take);
        return one;
    }

    private static Case anOpenCase() {
        Opened opened = opened("kari");
        return Case.open(report(0, opened), opened);
    }

    private static Case aResolvedCase() {
        Case one = anOpenCase();
        one.take(report(60, SOLVED));
        return one;
    }

    private static Opened opened(String owner) {
        return new Opened(
                "p1",
                new Matter(Kind.FAULT, "line", "fibre", Priority.NORMAL),
                owner,
                "support",
                null,
                null);
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
