package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.State;
import io.aftercare.followups.promise.Revision.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PromiseTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");

    /** One business day before it is due. */
    private static final Instant HALF_WAY = Instant.parse("2026-03-03T10:00:00Z");

    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Instant NOT_AFTER = DUE.plus(Duration.ofHours(25));
    private static final Duration MS = Duration.ofMillis(1);
    private static final Situation KARI = Desk.situation("kari");
    private static final Situation NOBODY = Desk.situation(null);

    @Test
    void isKeptUpToAndIncludingTheDueInstant() {
        assertThat(keptAt(DUE.minus(MS)).state()).isEqualTo(State.KEPT);
        assertThat(keptAt(DUE).state()).isEqualTo(State.KEPT);
        assertThat(keptAt(DUE.plus(MS)).state()).isEqualTo(State.KEPT_LATE);
    }

    @Test
    void isBrokenOnlyAfterTheDueInstant() {
        Promise promise = promise();

        assertThat(promise.judge(DUE, KARI, FRESH)).isEmpty();
        assertThat(promise.judge(promise.brokenFrom(), KARI, FRESH))
                .containsExactly(
                        new Fact.Broken(1, DUE),
                        new Fact.Asked(
                                DUE.plus(MS),
                                new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari"),
                                DUE.plus(FRESH)));
        assertThat(promise.judge(DUE.plusSeconds(9), KARI, FRESH)).isEmpty();
    }

    @Test
    void aKeptPromiseIsNeverBroken() {
        assertThat(keptAt(DUE).judge(DUE.plus(MS), KARI, FRESH)).isEmpty();
    }

    @Test
    void aKeepInTimeHeardOfLateCorrectsAndTakesBackWhatWasAsked() {
        Promise promise = promise();
        promise.judge(DUE.plus(MS), KARI, FRESH);
        promise.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER);

        assertThat(promise.keep(new Keep(DUE, DUE.plusSeconds(7200)), FINAL_AFTER))
                .containsExactly(
                        new Fact.Kept(1, DUE, false, true),
                        new Fact.TakenBack(
                                DUE, new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari")),
                        new Fact.TakenBack(
                                DUE, new Notice(1, Notice.Kind.BROKEN_CUSTOMER, 0, "person:p-1")));
        assertThat(promise.state()).isEqualTo(State.KEPT);
        assertThat(promise.keptAt()).isEqualTo(DUE);
    }

    @Test
    void aLateKeepTellsTheSameWhetherTheDueDateWasJudgedBeforeOrNot() {
        Instant late = DUE.plusSeconds(60);

        assertThat(promise().keep(new Keep(late, late), FINAL_AFTER))
                .containsExactly(new Fact.Broken(1, DUE), new Fact.Kept(1, late, true, false));

        Promise judged = promise();
        judged.judge(DUE.plus(MS), NOBODY, FRESH);
        assertThat(judged.keep(new Keep(late, late), FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, late, true, false));
    }

    @Test
    void anEarlierKeepHeardOfAfterALateOneCorrectsIt() {
        Promise promise = keptAt(DUE.plusSeconds(60));

        assertThat(promise.keep(new Keep(DUE, DUE.plusSeconds(90)), FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, DUE, false, true));
        assertThat(promise.state()).isEqualTo(State.KEPT);
    }

    @Test
    void isKeptOnce() {
        Promise promise = keptAt(DUE);

        assertThat(promise.keep(new Keep(DUE, DUE), FINAL_AFTER)).isEmpty();
        assertThat(promise.keep(new Keep(DUE.plus(MS), DUE.plus(MS)), FINAL_AFTER)).isEmpty();
    }

    @Test
    void theEarliestKeepCountsWhicheverIsHeardOfFirst() {
        Promise inTime = keptAt(DUE);
        assertThat(inTime.keep(new Keep(DUE.minus(MS), DUE), FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, DUE.minus(MS), false, false));
        assertThat(inTime.keptAt()).isEqualTo(DUE.minus(MS));
        assertThat(inTime.state()).isEqualTo(State.KEPT);

        Promise late = keptAt(DUE.plusSeconds(60));
        assertThat(late.keep(new Keep(DUE.plus(MS), DUE.plusSeconds(90)), FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, DUE.plus(MS), true, false));
        assertThat(late.keptAt()).isEqualTo(DUE.plus(MS));
    }

    /** Else what happened between the two would count or not by what is heard of first. */
    @Test
    void aKeepThatIsHeardOfAfterALaterOneStillComesBeforeAWithdrawalBetweenThem() {
        Promise promise = keptAt(DUE);
        promise.keep(new Keep(HALF_WAY, DUE), FINAL_AFTER);

        assertThat(promise.refuses(new Withdrawal(true, HALF_WAY.plus(MS), DUE))).isNotNull();
    }

    @Test
    void aKeepOfTheFirstDateThatIsHeardOfAfterOneOfTheNextDateKeepsBoth() {
        Promise promise = revised(DUE);
        promise.keep(new Keep(NEW_DUE, NEW_DUE), FINAL_AFTER);
        promise.keep(new Keep(DUE, NEW_DUE), FINAL_AFTER);

        assertThat(outcomes(promise)).containsExactly(Outcome.KEPT, Outcome.KEPT);
    }

    @Test
    void isFinalSevenDaysAfterItsDueDate() {
        Instant last = DUE.plus(FINAL_AFTER);

        Promise inTime = brokenPromise();
        assertThat(inTime.keep(new Keep(DUE, last), FINAL_AFTER))
                .contains(new Fact.Kept(1, DUE, false, true));

        Promise tooLate = brokenPromise();
        assertThat(tooLate.keep(new Keep(DUE, last.plus(MS)), FINAL_AFTER))
                .containsExactly(new Fact.KeptTooLateToCount(1, DUE));
        assertThat(tooLate.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void canBeKeptLateForEver() {
        Promise promise = brokenPromise();
        Instant tenthDay = DUE.plus(Duration.ofDays(10));

        assertThat(promise.keep(new Keep(tenthDay, tenthDay), FINAL_AFTER))
                .contains(new Fact.Kept(1, tenthDay, true, false));
        assertThat(promise.state()).isEqualTo(State.KEPT_LATE);
    }

    @Test
    void theWordOfABreakIsLateFromWhenItCouldBeKnown() {
        Instant longAfter = DUE.plus(Duration.ofDays(5));

        assertThat(promise().judge(longAfter, KARI, FRESH))
                .contains(
                        new Fact.Asked(
                                longAfter,
                                new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari"),
                                DUE.plus(FRESH)));
        assertThat(recordedAt(longAfter).judge(longAfter, KARI, FRESH))
                .contains(
                        new Fact.Asked(
                                longAfter,
                                new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari"),
                                longAfter.plus(FRESH)));
    }

    @Test
    void takesNobodysWordThatItWasKeptBeforeItWasMade() {
        Promise other = aDay();

        assertThat(other.refuses(new Keep(MADE.minus(MS), DUE))).isEqualTo(Promise.BEFORE_MADE);
        assertThat(other.refuses(new Keep(MADE, DUE))).isNull();
        assertThat(promise().refuses(new Keep(MADE, DUE))).isEqualTo(Promise.KEPT_BY_RESOLVING);
    }

    @Test
    void isKeptByACaseThatStandsResolvedFromBeforeItWasMade() {
        List<Resolution> stands = List.of(resolution(null));

        assertThat(promise().keptBy(stands)).isEmpty();
        assertThat(warn(promise(), HALF_WAY, "kari", stands)).isEmpty();
        assertThat(promise().keptAsItStands(stands, DUE)).isNull();
        assertThat(promise().keptAsItStands(stands, DUE.plus(MS))).isEqualTo(new Keep(MADE, MADE));
        assertThat(promise().keptAsItStands(List.of(resolution(DUE)), DUE.plus(MS))).isNull();
    }

    @Test
    void aDayEndsWhereTheCustomerLivesAlsoIfThatIsHeardOfLater() {
        Promise promise = aDay();

        assertThat(promise.endsIn(ZoneId.of("Europe/Oslo"), MADE, FINAL_AFTER)).isEmpty();
        assertThat(promise.endsIn(LOS_ANGELES, MADE, FINAL_AFTER))
                .containsExactly(new Fact.DayEnds(1, MADE));
        assertThat(promise.due()).isEqualTo(DAY_ENDS_IN_LOS_ANGELES);
        assertThat(promise.judge(DAY_ENDS_IN_LOS_ANGELES, NOBODY, FRESH)).isEmpty();
        assertThat(promise.judge(DAY_ENDS_IN_LOS_ANGELES.plus(MS), NOBODY, FRESH))
                .containsExactly(new Fact.Broken(1, DAY_ENDS_IN_LOS_ANGELES));
    }

    @Test
    void itsOutcomeIsTheSameIfTheZoneIsHeardOfAfterItWasKept() {
        Instant eveningInLosAngeles = DAY_ENDS_IN_LOS_ANGELES.minusSeconds(3600);
        Keep keep = new Keep(eveningInLosAngeles, eveningInLosAngeles);

        Promise promise = aDay();
        assertThat(promise.keep(keep, FINAL_AFTER)).hasSize(2);
        assertThat(promise.state()).isEqualTo(State.KEPT_LATE);
        assertThat(promise.endsIn(LOS_ANGELES, eveningInLosAngeles, FINAL_AFTER))
                .contains(new Fact.Kept(1, eveningInLosAngeles, false, true));
        assertThat(promise.state()).isEqualTo(State.KEPT);

        assertThat(promise.endsIn(ZoneId.of("Europe/Oslo"), eveningInLosAngeles, FINAL_AFTER))
                .endsWith(
                        new Fact.Broken(1, DAY_ENDS_IN_OSLO),
                        new Fact.Kept(1, eveningInLosAngeles, true, false));
    }

    @Test
    void aDayThatIsFinalAndAMomentEndWhereTheyDid() {
        Instant last = DAY_ENDS_IN_OSLO.plus(FINAL_AFTER);

        assertThat(aDay().endsIn(LOS_ANGELES, last, FINAL_AFTER)).hasSize(1);
        assertThat(aDay().endsIn(LOS_ANGELES, last.plus(MS), FINAL_AFTER)).isEmpty();
        assertThat(promise().endsIn(LOS_ANGELES, MADE, FINAL_AFTER)).isEmpty();
    }

    @Test
    void withoutAnOwnerItIsStillAtRiskAndBroken() {
        Promise promise = promise();

        assertThat(warn(promise, HALF_WAY, null, List.of()))
                .containsExactly(new Fact.AtRisk(1, HALF_WAY, 1));
        assertThat(promise.judge(DUE.plus(MS), NOBODY, FRESH))
                .containsExactly(new Fact.Broken(1, DUE));
    }

    @Test
    void aKeepInTimeTakesTheWarningBack() {
        Promise promise = promise();
        warn(promise, HALF_WAY, "kari", List.of());

        assertThat(promise.keep(new Keep(DUE, DUE), FINAL_AFTER))
                .containsExactly(
                        new Fact.Kept(1, DUE, false, false),
                        new Fact.TakenBack(
                                DUE, new Notice(1, Notice.Kind.AT_RISK, 1, "staff:kari")));
    }

    @Test
    void theCustomerHearsOnce() {
        Promise promise = brokenPromise();
        Instant later = DUE.plusSeconds(3600);

        assertThat(promise.tellCustomer(later, false, NOT_AFTER))
                .containsExactly(
                        new Fact.Asked(
                                later,
                                new Notice(1, Notice.Kind.BROKEN_CUSTOMER, 0, "person:p-1"),
                                NOT_AFTER));
        assertThat(promise.tellCustomer(later, false, NOT_AFTER)).isEmpty();
    }

    @Test
    void theCustomerHearsNothingOfWhatWasKeptMeanwhile() {
        Promise promise = brokenPromise();
        promise.keep(new Keep(DUE.plusSeconds(1), DUE.plusSeconds(1)), FINAL_AFTER);

        assertThat(promise.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER)).isEmpty();
    }

    @Test
    void onlyStaffHearOfAPromiseRecordedAfterItsDueDate() {
        assertThat(recordedAt(DUE).revision().recordedLate()).isFalse();
        Promise promise = recordedAt(DUE.plus(MS));

        assertThat(promise.revision().recordedLate()).isTrue();
        assertThat(promise.judge(DUE.plus(MS), KARI, FRESH)).hasSize(2);
        assertThat(promise.concernsCustomer()).isFalse();
        assertThat(promise.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER)).isEmpty();
    }

    @Test
    void importedHistoryTellsNobody() {
        Promise promise = promise(MADE, null, "p-1", true);

        assertThat(warn(promise, HALF_WAY, "kari", List.of()))
                .containsExactly(new Fact.AtRisk(1, HALF_WAY, 1));
        assertThat(promise.judge(DUE.plus(MS), KARI, FRESH))
                .containsExactly(new Fact.Broken(1, DUE));
        assertThat(promise.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER)).isEmpty();
    }

    @Test
    void nobodyIsToldWhereNobodyIsKnownOrLeft() {
        Promise unknown = promise(MADE, null, null, false);
        unknown.judge(DUE.plus(MS), KARI, FRESH);
        assertThat(unknown.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER)).isEmpty();

        assertThat(brokenPromise().tellCustomer(DUE.plusSeconds(3600), true, NOT_AFTER)).isEmpty();
    }

    @Test
    void theLedgerGetsEveryDecision() {
        Promise promise = promise();
        promise.made();
        promise.judge(DUE.plus(MS), NOBODY, FRESH);
        promise.keep(new Keep(DUE, DUE.plusSeconds(5)), FINAL_AFTER);

        assertThat(promise.unsaved())
                .extracting(Promise.Line::fact)
                .containsExactly(
                        new Fact.Made(1, MADE),
                        new Fact.Broken(1, DUE),
                        new Fact.Kept(1, DUE, false, true));
    }

    @Test
    void aNewDateOpensItAgainAndTakesBackWhatWasToBeSaidOfTheOldOne() {
        Promise promise = brokenPromise();
        promise.tellCustomer(DUE.plusSeconds(3600), false, NOT_AFTER);
        Instant later = DUE.plusSeconds(7200);

        assertThat(promise.revise(revision(later, NEW_DUE, null), NEW_DUE))
                .containsExactly(
                        new Fact.Revised(2, later),
                        new Fact.TakenBack(
                                later, new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari")),
                        new Fact.TakenBack(
                                later,
                                new Notice(1, Notice.Kind.BROKEN_CUSTOMER, 0, "person:p-1")));
        assertThat(promise.state()).isEqualTo(State.OPEN);
        assertThat(promise.due()).isEqualTo(NEW_DUE);
        assertThat(promise.revision(1).due()).isEqualTo(DUE);
    }

    @Test
    void aNewDateAfterTheOldOneTellsTheSameWhetherThatWasJudgedBeforeOrNot() {
        assertThat(promise().revise(revision(DUE.plus(MS), NEW_DUE, null), NEW_DUE))
                .containsExactly(new Fact.Broken(1, DUE), new Fact.Revised(2, DUE.plus(MS)));
        assertThat(promise().revise(revision(DUE, NEW_DUE, null), NEW_DUE))
                .containsExactly(new Fact.Revised(2, DUE));
    }

    @Test
    void aNewDateWarnsAndBreaksAnew() {
        Promise promise = promise();
        warn(promise, HALF_WAY, "kari", List.of());
        promise.revise(revision(DUE, NEW_DUE, null), NEW_DUE);
        Instant dayBefore = Instant.parse("2026-03-06T10:00:00Z");

        assertThat(new Vigil(promise, KARI).warnAt(Instant.MIN)).isEqualTo(dayBefore);
        assertThat(warn(promise, dayBefore, "kari", List.of()))
                .containsExactly(
                        new Fact.AtRisk(2, dayBefore, 1),
                        new Fact.Asked(
                                dayBefore,
                                new Notice(2, Notice.Kind.AT_RISK, 1, "staff:kari"),
                                NEW_DUE));
        assertThat(promise.judge(NEW_DUE, NOBODY, FRESH)).isEmpty();
        assertThat(promise.judge(NEW_DUE.plus(MS), NOBODY, FRESH))
                .containsExactly(new Fact.Broken(2, NEW_DUE));
    }

    @Test
    void aNewDateLiesAtTheMomentItIsGivenOrLater() {
        assertThat(promise().refuses(revision(HALF_WAY, HALF_WAY, null), HALF_WAY)).isNull();
        assertThat(promise().refuses(revision(HALF_WAY, HALF_WAY, null), HALF_WAY.minus(MS)))
                .isEqualTo(new Refused("dueAt", "must not lie in the past"));
    }

    @Test
    void aNewDateIsAnother() {
        assertThat(promise().refuses(revision(HALF_WAY, DUE, null), DUE))
                .isEqualTo(new Refused("dueAt", "must be another date than the one that stands"));
        assertThat(promise().refuses(revision(HALF_WAY, DUE.plus(MS), null), DUE.plus(MS)))
                .isNull();
    }

    @Test
    void whatWasDeliveredIsNotTakenBackWhenTheyAreCalledAboutItToo() {
        Promise promise = revised(null);
        promise.tellOfRevision(HALF_WAY, false, FRESH);
        promise.delivered(2, HALF_WAY.plus(MS));
        UUID id = promise.terms().id();
        Instant at = HALF_WAY.plusSeconds(1);
        Call call =
                new Call(
                        UUID.randomUUID(),
                        promise.terms().caseId(),
                        at,
                        at,
                        Call.Outcome.REACHED,
                        "kari",
                        Set.of(id));

        assertThat(promise.called(call, Duration.ofHours(3), FINAL_AFTER))
                .containsExactly(new Fact.Told(2, at));
    }

    @Test
    void aNewDateNeedsAReasonAndAnInitiative() {
        assertThat(revision("WEATHER", "CUSTOMER").refused()).isNull();
        for (String unclear : new @Nullable String[] {null, "", "UNKNOWN", "weather"}) {
            assertThat(revision(unclear, "US").refused())
                    .isNotNull()
                    .returns("reason", Refused::field);
            assertThat(revision("WEATHER", unclear).refused())
                    .isNotNull()
                    .returns("initiative", Refused::field);
        }
    }

    @Test
    void nobodyWasToldBeforeItWasMadeOrWillHaveBeenTold() {
        assertThat(promise().refuses(revision(HALF_WAY, NEW_DUE, MADE), NEW_DUE)).isNull();
        assertThat(promise().refuses(revision(HALF_WAY, NEW_DUE, MADE.minus(MS)), NEW_DUE))
                .isNotNull()
                .returns("toldAt", Refused::field);
        Instant ahead = HALF_WAY.plus(Duration.ofMinutes(2));
        assertThat(revision(HALF_WAY, NEW_DUE, ahead).refused()).isNull();
        assertThat(revision(HALF_WAY, NEW_DUE, ahead.plus(MS)).refused())
                .isNotNull()
                .returns("toldAt", Refused::field);
    }

    @Test
    void whatIsOverGetsNoNewDateAndSaysWhatItIs() {
        assertThat(keptAt(HALF_WAY).refuses(revision(HALF_WAY, NEW_DUE, null), NEW_DUE))
                .isEqualTo(
                        new Refused("state", "must be OPEN, ATTEMPTED or BROKEN, and it is KEPT"));
        assertThat(keptAt(HALF_WAY).refuses(revision(HALF_WAY.minus(MS), NEW_DUE, null), NEW_DUE))
                .isNull();
    }

    @Test
    void anOlderDateHeardOfLaterDoesNotTakeThePlaceOfANewerOne() {
        Promise promise = promise();
        promise.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE);

        assertThat(promise.refuses(revision(HALF_WAY.minus(MS), NEW_DUE, null), NEW_DUE))
                .isNotNull()
                .returns("occurredAt", Refused::field);
        Instant later = NEW_DUE.plus(MS);
        assertThat(promise.refuses(revision(HALF_WAY, later, null), later)).isNull();
    }

    @Test
    void itIsTheSameWhicheverIsHeardOfFirstTheNewDateOrTheKeep() {
        Instant kept = DUE.plusSeconds(60);
        Promise keepFirst = keptAt(kept);
        assertThat(keepFirst.state()).isEqualTo(State.KEPT_LATE);
        assertThat(keepFirst.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE))
                .containsExactly(
                        new Fact.Revised(2, HALF_WAY), new Fact.Kept(2, kept, false, true));

        Promise dateFirst = promise();
        dateFirst.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE);
        dateFirst.keep(new Keep(kept, kept), FINAL_AFTER);

        assertThat(keepFirst.state()).isEqualTo(State.KEPT).isEqualTo(dateFirst.state());
        assertThat(keepFirst.revisions()).isEqualTo(dateFirst.revisions());
    }

    @Test
    void theCustomerHearsOfANewDateOnceAndBeforeTheOldOnePasses() {
        Promise promise = promise();
        promise.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE);

        assertThat(promise.tellOfRevision(HALF_WAY, false, FRESH))
                .containsExactly(
                        new Fact.Asked(
                                HALF_WAY,
                                new Notice(2, Notice.Kind.REVISED, 0, "person:p-1"),
                                DUE));
        assertThat(promise.tellOfRevision(HALF_WAY, false, FRESH)).isEmpty();
    }

    @Test
    void aNewDateGivenTooLateIsToldAsLateForADay() {
        Promise promise = promise();
        promise.revise(revision(DUE.plus(MS), NEW_DUE, null), NEW_DUE);

        assertThat(promise.tellOfRevision(DUE.plus(MS), false, FRESH))
                .containsExactly(
                        new Fact.Asked(
                                DUE.plus(MS),
                                new Notice(2, Notice.Kind.REVISED, 0, "person:p-1"),
                                DUE.plus(MS).plus(FRESH)));
    }

    @Test
    void nobodyIsWrittenToWhoWasToldByPhoneOrErased() {
        Promise byPhone = promise();
        byPhone.revise(revision(HALF_WAY, NEW_DUE, HALF_WAY), NEW_DUE);
        assertThat(byPhone.tellOfRevision(HALF_WAY, false, FRESH)).isEmpty();

        Promise erased = promise();
        erased.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE);
        assertThat(erased.tellOfRevision(HALF_WAY, true, FRESH)).isEmpty();

        Promise imported = promise(MADE, null, "p-1", true);
        imported.revise(revision(HALF_WAY, NEW_DUE, null), NEW_DUE);
        assertThat(imported.tellOfRevision(HALF_WAY, false, FRESH)).isEmpty();
    }

    @Test
    void aWithdrawalEndsItAndTakesBackWhatIsUnsent() {
        Promise promise = promise();
        warn(promise, HALF_WAY, "kari", List.of());

        assertThat(promise.withdraw(new Withdrawal(true, DUE, DUE)))
                .containsExactly(
                        new Fact.Withdrawn(1, DUE, true),
                        new Fact.TakenBack(
                                DUE, new Notice(1, Notice.Kind.AT_RISK, 1, "staff:kari")));
        assertThat(promise.state()).isEqualTo(State.WITHDRAWN);
        assertThat(promise.judge(DUE.plus(MS), KARI, FRESH)).isEmpty();
        assertThat(promise.refuses(new Withdrawal(false, DUE, DUE)))
                .isEqualTo(
                        new Refused(
                                "state",
                                "must be AWAITING_CUSTOMER, OPEN, ATTEMPTED or BROKEN, and it is WITHDRAWN"));
    }

    @Test
    void aWithdrawalAfterTheDueDateTellsThatItWasBroken() {
        assertThat(promise().withdraw(new Withdrawal(false, DUE.plus(MS), DUE.plus(MS))))
                .containsExactly(
                        new Fact.Broken(1, DUE), new Fact.Withdrawn(1, DUE.plus(MS), false));
    }

    @Test
    void theEarlierOfWithdrawalAndKeepCountsWhicheverIsHeardOfFirst() {
        Withdrawal withdrawal = new Withdrawal(true, HALF_WAY, HALF_WAY);
        for (Instant kept : List.of(HALF_WAY.minus(MS), HALF_WAY, HALF_WAY.plus(MS))) {
            Promise keepFirst = keptAt(kept);
            if (keepFirst.refuses(withdrawal) == null) {
                keepFirst.withdraw(withdrawal);
            }
            Promise withdrawalFirst = promise();
            withdrawalFirst.withdraw(withdrawal);
            withdrawalFirst.keep(new Keep(kept, kept), FINAL_AFTER);

            assertThat(keepFirst.state())
                    .isEqualTo(withdrawalFirst.state())
                    .isEqualTo(kept.isAfter(HALF_WAY) ? State.WITHDRAWN : State.KEPT);
        }
    }

    @Test
    void aNewDateFromBeforeItsWithdrawalIsNotLost() {
        Promise promise = promise();
        promise.withdraw(new Withdrawal(true, DUE, DUE));

        assertThat(promise.refuses(revision(DUE.minus(MS), NEW_DUE, null), NEW_DUE)).isNull();
        assertThat(promise.revise(revision(DUE.minus(MS), NEW_DUE, null), NEW_DUE))
                .containsExactly(
                        new Fact.Revised(2, DUE.minus(MS)), new Fact.Withdrawn(2, DUE, true));
        assertThat(promise.refuses(revision(DUE, NEW_DUE, null), NEW_DUE)).isNotNull();
    }

    @Test
    void anOutcomeIsFinalSevenDaysAfterTheDueDateAndSaidOnce() {
        Promise promise = keptAt(DUE);
        Instant last = DUE.plus(FINAL_AFTER);

        assertThat(promise.finalFrom(FINAL_AFTER)).isEqualTo(last.plus(MS));
        assertThat(promise.finish(last, List.of(), FINAL_AFTER)).isEmpty();
        assertThat(promise.finish(last.plus(MS), List.of(), FINAL_AFTER))
                .containsExactly(new Fact.Judged(1, last, Outcome.KEPT));
        assertThat(promise.finish(last.plusSeconds(1), List.of(), FINAL_AFTER)).isEmpty();
        assertThat(promise.finalFrom(FINAL_AFTER)).isNull();
    }

    @Test
    void aDateThatNobodyKeptOrExplainedWasBrokenSilently() {
        assertThat(outcomes(promise())).containsExactly(Outcome.BROKEN_SILENTLY);
        assertThat(outcomes(keptAt(DUE.plus(MS)))).containsExactly(Outcome.BROKEN_SILENTLY);
    }

    @Test
    void aDateIsExplainedInTimeIfTheCustomerWasToldOfTheNextOneByItsDueInstant() {
        assertThat(outcomes(revised(DUE)).getFirst()).isEqualTo(Outcome.EXPLAINED_IN_TIME);
        assertThat(outcomes(revised(DUE.plus(MS))).getFirst()).isEqualTo(Outcome.EXPLAINED_LATE);
        assertThat(outcomes(revised(null)).getFirst()).isEqualTo(Outcome.BROKEN_SILENTLY);
    }

    @Test
    void aMessageExplainsWhenItIsDelivered() {
        Promise inTime = revised(null);
        assertThat(inTime.delivered(2, DUE)).containsExactly(new Fact.Told(2, DUE));
        assertThat(inTime.delivered(2, DUE.plus(MS))).isEmpty();
        assertThat(inTime.delivered(3, DUE)).isEmpty();
        assertThat(outcomes(inTime).getFirst()).isEqualTo(Outcome.EXPLAINED_IN_TIME);

        Promise late = revised(null);
        late.delivered(2, DUE.plus(MS));
        assertThat(outcomes(late).getFirst()).isEqualTo(Outcome.EXPLAINED_LATE);

        Promise afterAll = revised(null);
        afterAll.delivered(2, DUE.plus(FINAL_AFTER).plus(MS));
        assertThat(outcomes(afterAll).getFirst()).isEqualTo(Outcome.BROKEN_SILENTLY);
    }

    @Test
    void wordThatDidNotReachTheCustomerInTimeGoesOnceMoreAsLateForADay() {
        Instant last = DUE.plus(FRESH);
        Promise promise = revised(null);
        assertThat(promise.undelivered(2, DUE.plus(MS), FRESH)).isEmpty();
        promise.tellOfRevision(HALF_WAY, false, FRESH);

        assertThat(promise.undelivered(1, last, FRESH)).isEmpty();
        assertThat(promise.undelivered(2, last.plus(MS), FRESH)).isEmpty();
        assertThat(promise.undelivered(2, last, FRESH))
                .containsExactly(
                        new Fact.Asked(
                                last, new Notice(2, Notice.Kind.REVISED, 1, "person:p-1"), last));
        assertThat(promise.undelivered(2, last, FRESH)).isEmpty();
    }

    @Test
    void whatTheCustomerAskedForNeedsNoExplanation() {
        Promise promise = promise();
        promise.revise(
                new RevisionRequest(
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000004"),
                        null,
                        NEW_DUE,
                        "CUSTOMER_WISH",
                        "CUSTOMER",
                        null,
                        null,
                        HALF_WAY,
                        HALF_WAY),
                NEW_DUE);

        assertThat(outcomes(promise).getFirst()).isEqualTo(Outcome.EXPLAINED_IN_TIME);
    }

    @Test
    void aNewDateHasAnOutcomeOfItsOwn() {
        Promise promise = revised(HALF_WAY);
        promise.keep(new Keep(NEW_DUE, NEW_DUE), FINAL_AFTER);

        assertThat(outcomes(promise)).containsExactly(Outcome.EXPLAINED_IN_TIME, Outcome.KEPT);
    }

    @Test
    void aWithdrawalCountsIfItCameByTheDueInstant() {
        for (boolean consent : List.of(true, false)) {
            Promise inTime = promise();
            inTime.withdraw(new Withdrawal(consent, DUE, DUE));
            assertThat(outcomes(inTime))
                    .containsExactly(consent ? Outcome.WITHDRAWN_AGREED : Outcome.WITHDRAWN);

            Promise late = promise();
            late.withdraw(new Withdrawal(consent, DUE.plus(MS), DUE.plus(MS)));
            assertThat(outcomes(late)).containsExactly(Outcome.BROKEN_SILENTLY);
        }
    }

    @Test
    void aResolutionThatTheCustomerDeniesRefutesTheKeep() {
        assertThat(outcomes(keptAt(DUE), denied(DUE, DUE.plus(FINAL_AFTER))))
                .containsExactly(Outcome.REFUTED);
        assertThat(outcomes(keptAt(DUE), denied(DUE, DUE.plus(FINAL_AFTER).plus(MS))))
                .containsExactly(Outcome.KEPT);
        assertThat(outcomes(keptAt(DUE.plus(MS)), denied(DUE.plus(MS), DUE.plusSeconds(9))))
                .containsExactly(Outcome.BROKEN_SILENTLY);
    }

    @Test
    void aSecondResolutionInTimeThatIsNotDeniedKeepsIt() {
        Resolution second = new Resolution(promise().terms().caseId(), 2, DUE, DUE, null, false);

        assertThat(outcomes(keptAt(HALF_WAY), denied(HALF_WAY, HALF_WAY.plus(MS)), second))
                .containsExactly(Outcome.KEPT);
    }

    @Test
    void whatIsRecordedLateIsOpenForSevenDaysFromThen() {
        Instant longAfter = DUE.plus(Duration.ofDays(30));
        Promise promise = recordedAt(longAfter);

        assertThat(promise.finalFrom(FINAL_AFTER)).isEqualTo(longAfter.plus(FINAL_AFTER).plus(MS));
        assertThat(promise.keep(new Keep(DUE, longAfter), FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, DUE, false, false));
    }

    private static List<Fact> warn(
            Promise promise, Instant now, @Nullable String owner, List<Resolution> heard) {
        return new Vigil(promise, Desk.situation(owner)).warn(now, heard);
    }

    private static List<Outcome> outcomes(Promise promise, Resolution... heard) {
        promise.finish(NEW_DUE.plus(Duration.ofDays(300)), List.of(heard), FINAL_AFTER);
        return promise.revisions().stream()
                .map(it -> Objects.requireNonNull(it.outcome()))
                .toList();
    }

    private static Promise revised(@Nullable Instant toldAt) {
        Promise promise = promise();
        promise.revise(revision(HALF_WAY, NEW_DUE, toldAt), NEW_DUE);
        return promise;
    }

    private static Resolution denied(Instant resolved, Instant reopened) {
        return new Resolution(promise().terms().caseId(), 1, resolved, resolved, reopened, true);
    }

    private static final Instant NEW_DUE = Instant.parse("2026-03-09T10:00:00Z");

    private static RevisionRequest revision(Instant at, Instant due, @Nullable Instant toldAt) {
        return new RevisionRequest(
                UUID.nameUUIDFromBytes((at + " " + due).getBytes(StandardCharsets.UTF_8)),
                null,
                due,
                "PARTS_MISSING",
                "US",
                "agent",
                toldAt,
                at,
                at);
    }

    private static RevisionRequest revision(@Nullable String reason, @Nullable String initiative) {
        return new RevisionRequest(
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000004"),
                null,
                NEW_DUE,
                reason,
                initiative,
                null,
                null,
                HALF_WAY,
                HALF_WAY);
    }

    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");
    private static final LocalDate DAY = LocalDate.parse("2026-03-04");
    private static final Instant DAY_ENDS_IN_OSLO = Instant.parse("2026-03-04T22:59:59.999Z");
    private static final Instant DAY_ENDS_IN_LOS_ANGELES =
            Instant.parse("2026-03-05T07:59:59.999Z");

    private static Promise aDay() {
        Promise.Terms terms = promise().terms();
        return Promise.of(
                new Promise.Terms(
                        terms.id(),
                        terms.caseId(),
                        "p-1",
                        0,
                        Promise.Kind.OTHER,
                        null,
                        MADE,
                        MADE,
                        false),
                DAY,
                DAY_ENDS_IN_OSLO);
    }

    /** From before the promise. */
    private static Resolution resolution(@Nullable Instant reopened) {
        return new Resolution(
                promise().terms().caseId(), 1, MADE.minusSeconds(1), MADE, reopened, false);
    }

    private static Promise keptAt(Instant at) {
        Promise promise = promise();
        promise.keep(new Keep(at, at), FINAL_AFTER);
        return promise;
    }

    private static Promise brokenPromise() {
        Promise promise = promise();
        promise.judge(DUE.plus(MS), KARI, FRESH);
        return promise;
    }

    private static Promise promise() {
        return recordedAt(MADE);
    }

    private static Promise recordedAt(Instant recorded) {
        return promise(recorded, null, "p-1", false);
    }

    private static Promise promise(
            Instant recorded, @Nullable String owner, @Nullable String personId, boolean imported) {
        return Promise.of(
                new Promise.Terms(
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                        personId,
                        0,
                        Promise.Kind.RESOLUTION,
                        owner,
                        MADE,
                        recorded,
                        imported),
                null,
                DUE);
    }
}
