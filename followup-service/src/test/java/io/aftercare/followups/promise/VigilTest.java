package io.aftercare.followups.promise;

import static io.aftercare.followups.promise.Desk.at;
import static io.aftercare.followups.promise.Desk.away;
import static io.aftercare.followups.promise.Desk.situation;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Notice.Kind;
import io.aftercare.followups.promise.Promise.Contact;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Situation.Colleague;
import io.aftercare.followups.promise.Watch.Answer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VigilTest {

    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);

    /** A Monday to a Wednesday. */
    private static final Instant MADE = oslo("2026-03-02T11:00");

    private static final Instant DUE = oslo("2026-03-04T11:00");
    private static final Instant FIRST = oslo("2026-03-03T11:00");
    private static final Instant SECOND = oslo("2026-03-03T15:00");

    /** E-mail may go from 8 to 21 o'clock: the last millisecond before it is due, less an hour. */
    private static final Instant LAST_MOMENT = DUE.minus(MS).minus(Duration.ofHours(1));

    /** End of the next business day after the last moment. */
    private static final Instant CONTACT_BY = oslo("2026-03-05T17:00");

    private static final Instant LEAD_STEP = oslo("2026-03-04T15:00");
    private static final Instant MANAGER_STEP = oslo("2026-03-05T11:00");

    private static final UUID ID = UUID.fromString("5f0c1a52-0000-5000-8000-000000000003");
    private static final UUID UPDATE = UUID.fromString("5f0c1a52-0000-5000-8000-000000000009");

    private static final Situation TEAM = situation(at("kari"), at("liv"), at("mona"));

    @Test
    void warnsTheOwnerOneBusinessDayBeforeAndAgainFourBusinessHoursBefore() {
        Promise promise = promise();

        assertThat(on(promise).warnAt(Instant.MIN)).isEqualTo(FIRST);
        assertThat(on(promise).warnAt(FIRST)).isEqualTo(SECOND);
        assertThat(on(promise).warnAt(SECOND)).isNull();
        assertThat(on(promise).warn(FIRST.minus(MS), List.of())).isEmpty();
        assertThat(on(promise).warn(FIRST, List.of()))
                .containsExactly(
                        new Fact.AtRisk(1, FIRST, 1),
                        asked(FIRST, Kind.AT_RISK, 1, "staff:kari", DUE));
        assertThat(on(promise).warn(SECOND.minus(MS), List.of())).isEmpty();
        assertThat(on(promise).warn(SECOND, List.of()))
                .contains(
                        new Fact.AtRisk(1, SECOND, 2),
                        asked(SECOND, Kind.STILL_AT_RISK, 2, "staff:kari", DUE));
        assertThat(on(promise).warn(DUE, List.of())).isEmpty();
        assertThat(on(promise).warnAt(Instant.MIN)).isNull();
    }

    @Test
    void skipsAWarningWhoseTimeHadPassedWhenTheDateWasRecorded() {
        assertThat(on(recordedAt(FIRST.minus(MS))).warnAt(Instant.MIN)).isEqualTo(FIRST);
        assertThat(on(recordedAt(FIRST)).warnAt(Instant.MIN)).isEqualTo(SECOND);
        assertThat(on(recordedAt(SECOND)).warnAt(Instant.MIN)).isNull();
        assertThat(on(recordedAt(DUE.plus(MS))).warnAt(Instant.MIN)).isNull();
    }

    @Test
    void givesTheLastOfTheWarningsThatWereMissedAndNoneAfterTheDate() {
        Promise missed = promise();
        assertThat(on(missed).warn(DUE, List.of())).contains(new Fact.AtRisk(1, DUE, 2));
        assertThat(on(missed).warn(DUE, List.of())).isEmpty();

        assertThat(on(promise()).warn(DUE.plus(MS), List.of())).isEmpty();
    }

    @Test
    void asksTheLeadTooIfTheOwnerHasNotAnsweredByTheSecondWarning() {
        Fact lead = asked(SECOND, Kind.STILL_AT_RISK, 3, "staff:liv", DUE);

        assertThat(second(null, TEAM)).contains(lead);
        assertThat(second(Answer.WILL_NOT, TEAM)).contains(lead);
        assertThat(second(Answer.WILL_KEEP, TEAM))
                .containsExactly(
                        new Fact.AtRisk(1, SECOND, 2),
                        asked(SECOND, Kind.STILL_AT_RISK, 2, "staff:kari", DUE));
    }

    @Test
    void asksNobodyTwiceInTheSameBreath() {
        assertThat(second(null, situation(at("liv"), at("liv"), at("mona")))).hasSize(2);
        assertThat(second(null, situation(at("kari"), at(null), at(null)))).hasSize(2);
    }

    @Test
    void speaksToADeputyInPlaceOfWhoIsAway() {
        assertThat(warnedFirst(situation(away("kari", "ola"), at("liv"), at(null))))
                .isEqualTo("staff:ola");
        assertThat(warnedFirst(situation(away("kari", null), at("liv"), at(null))))
                .as("all of them are away")
                .isEqualTo("staff:liv");
        assertThat(warnedFirst(situation(away("kari", null), away("liv", null), at(null))))
                .as("rather than nobody")
                .isEqualTo("staff:kari");
    }

    @Test
    void takesAnAnswerOnceSomebodyWasWarnedAndUntilTheDate() {
        Promise promise = promise();
        assertThat(promise.refusesAnswer(FIRST)).isNotNull().returns("state", Refused::field);

        on(promise).warn(FIRST, List.of());
        assertThat(promise.refusesAnswer(DUE)).isNull();
        assertThat(promise.refusesAnswer(DUE.plus(MS))).isNotNull();
        assertThat(promise.answer(Answer.WILL_KEEP, FIRST))
                .containsExactly(new Fact.Answered(1, FIRST, 1, Answer.WILL_KEEP));
        assertThat(promise.answer(Answer.WILL_KEEP, SECOND)).isEmpty();
        on(promise).warn(SECOND, List.of());
        assertThat(promise.answer(Answer.WILL_NOT, SECOND))
                .containsExactly(new Fact.Answered(1, SECOND, 2, Answer.WILL_NOT));

        promise.keep(new Keep(DUE, DUE), FINAL_AFTER);
        assertThat(promise.refusesAnswer(SECOND)).isNotNull();
    }

    @Test
    void holdsTheCustomerAnHourBeforeTheyCanBeWrittenToForTheLastTime() {
        Promise promise = promise();
        assertThat(on(promise).holdAt()).isEqualTo(LAST_MOMENT);
        assertThat(hold(promise, LAST_MOMENT.minus(MS))).isEmpty();

        Fact.Asked toCustomer =
                new Fact.Asked(
                        LAST_MOMENT,
                        new Notice(1, Kind.HOLDING, 0, "person:p-1"),
                        LAST_MOMENT.plus(FRESH),
                        new Contact("liv", CONTACT_BY));
        Fact.Asked toLead =
                new Fact.Asked(
                        LAST_MOMENT,
                        new Notice(1, Kind.STILL_AT_RISK, Notice.LEAD_CONTACTS, "staff:liv"),
                        CONTACT_BY,
                        new Contact(null, CONTACT_BY));
        assertThat(hold(promise, LAST_MOMENT))
                .containsExactly(
                        new Fact.Held(1, LAST_MOMENT, CONTACT_BY, UPDATE), toCustomer, toLead);
        assertThat(hold(promise, LAST_MOMENT)).isEmpty();
        assertThat(on(promise).holdAt()).isNull();
    }

    @Test
    void holdsUpToTheDateAndNotAfterIt() {
        assertThat(hold(promise(), DUE)).isNotEmpty();
        assertThat(hold(promise(), DUE.plus(MS))).isEmpty();
    }

    @Test
    void aDateInTheNightIsHeldInTheEveningBefore() {
        Promise promise = promise(MADE, "p-1", false, oslo("2026-03-04T07:00"));

        assertThat(on(promise).holdAt())
                .isEqualTo(oslo("2026-03-03T21:00").minus(MS).minus(Duration.ofHours(1)));
    }

    @Test
    void holdsNothingThatSomebodySaysWillBeKept() {
        Promise promise = promise();
        on(promise).warn(FIRST, List.of());
        promise.answer(Answer.WILL_KEEP, FIRST);
        assertThat(on(promise).holdAt()).isNull();
        assertThat(hold(promise, LAST_MOMENT)).isEmpty();

        promise.answer(Answer.WILL_NOT, SECOND);
        assertThat(hold(promise, LAST_MOMENT)).isNotEmpty();
    }

    @Test
    void holdsNothingThatIsOverOrNoMachineMaySpeakOf() {
        assertThat(on(recordedAt(LAST_MOMENT.minus(MS))).holdAt()).isEqualTo(LAST_MOMENT);
        assertThat(on(recordedAt(LAST_MOMENT)).holdAt()).isNull();
        assertThat(on(recordedAt(DUE.plus(MS))).holdAt()).isNull();
        assertThat(on(promise(MADE, null, false, DUE)).holdAt()).isNull();
        assertThat(on(promise(MADE, "p-1", true, DUE)).holdAt()).isNull();
        assertThat(on(promise()).hold(LAST_MOMENT, List.of(), true, UPDATE, FRESH)).isEmpty();

        Promise kept = promise();
        kept.keep(new Keep(LAST_MOMENT, LAST_MOMENT), FINAL_AFTER);
        assertThat(hold(kept, LAST_MOMENT)).isEmpty();
    }

    @Test
    void holdsAPromiseOnceForEver() {
        Promise promise = promise();
        hold(promise, LAST_MOMENT);
        Instant newDue = oslo("2026-03-09T11:00");
        List<Fact> facts = promise.revise(revision(DUE, newDue), newDue);

        assertThat(facts.stream().filter(Fact.TakenBack.class::isInstance)).hasSize(2);
        assertThat(on(promise).holdAt()).isNull();
        promise.judge(newDue.plus(MS), TEAM, FRESH);
        assertThat(promise.concernsCustomer()).as("they were told of the old date only").isTrue();
    }

    @Test
    void whoWasToldThatItIsNotDoneIsNotToldThatItWasBroken() {
        Promise promise = promise();
        hold(promise, LAST_MOMENT);
        promise.judge(DUE.plus(MS), TEAM, FRESH);

        assertThat(promise.concernsCustomer()).isFalse();
        assertThat(promise.tellCustomer(DUE.plus(FRESH), false, DUE.plus(FRESH))).isEmpty();
        assertThat(promise.keep(new Keep(DUE, DUE.plusSeconds(9)), FINAL_AFTER))
                .contains(new Fact.TakenBack(DUE, new Notice(1, Kind.HOLDING, 0, "person:p-1")));
    }

    @Test
    void theOwnerContactsTheCustomerIfNoLeadIsKnown() {
        assertThat(contact(situation(at("kari"), at(null), at(null)))).isEqualTo("kari");
        assertThat(contact(situation(at("kari"), away("liv", "lars"), at(null)))).isEqualTo("lars");
        assertThat(contact(situation(at("kari"), away("liv", null), at(null)))).isEqualTo("kari");
    }

    @Test
    void ofTheWordThatACustomerIsContactedOnlyStaffHearAndTheManagerAtOnce() {
        Promise update = update();
        assertThat(on(update).holdAt()).isNull();
        update.judge(DUE.plus(MS), TEAM, FRESH);

        assertThat(update.concernsCustomer()).isFalse();
        assertThat(on(update).escalateAt(Instant.MIN)).isEqualTo(DUE);
        assertThat(on(update).escalate(DUE.plus(MS), FRESH))
                .containsExactly(
                        new Fact.Escalated(1, DUE.plus(MS), 2),
                        asked(
                                DUE.plus(MS),
                                Kind.BROKEN_STAFF,
                                2,
                                "staff:mona",
                                DUE.plus(MS).plus(FRESH)));
    }

    @Test
    void bringsABreakBeforeTheLeadAndThenBeforeTheManager() {
        Promise promise = broken();

        assertThat(on(promise).escalateAt(Instant.MIN)).isEqualTo(LEAD_STEP);
        assertThat(on(promise).escalate(LEAD_STEP.minus(MS), FRESH)).isEmpty();
        assertThat(on(promise).escalate(LEAD_STEP, FRESH))
                .containsExactly(
                        new Fact.Escalated(1, LEAD_STEP, 1),
                        asked(LEAD_STEP, Kind.BROKEN_STAFF, 1, "staff:liv", LEAD_STEP.plus(FRESH)));
        assertThat(on(promise).escalateAt(Instant.MIN)).isEqualTo(MANAGER_STEP);
        assertThat(on(promise).escalate(MANAGER_STEP.minus(MS), FRESH)).isEmpty();
        assertThat(on(promise).escalate(MANAGER_STEP, FRESH))
                .contains(new Fact.Escalated(1, MANAGER_STEP, 2));
        assertThat(on(promise).escalate(MANAGER_STEP, FRESH)).isEmpty();
        assertThat(on(promise).escalateAt(Instant.MIN)).isNull();
    }

    @Test
    void delaysEachStepInTheHoursOfWhoHearsOfIt() {
        Colleague early =
                new Colleague("liv", "liv", Desk.calendar("Europe/Oslo", "Mon-Sun 00:00-24:00"));
        Colleague late =
                new Colleague("liv", "liv", Desk.calendar("Europe/Oslo", "Fri 09:00-17:00"));

        assertThat(new Vigil(broken(), situation(at("kari"), early, at(null))).escalateAt(MADE))
                .isEqualTo(DUE.plus(Duration.ofHours(4)));
        Vigil behind = new Vigil(broken(), situation(at("kari"), late, at("mona")));
        assertThat(behind.escalateAt(MADE)).isEqualTo(oslo("2026-03-06T13:00"));
        assertThat(behind.escalate(oslo("2026-03-06T13:00").minus(MS), FRESH))
                .as("the manager does not hear of it before the lead")
                .isEmpty();
    }

    @Test
    void theManagerMayHearOfItAfterSoMuchBusinessTimeInsteadOfDays() {
        Duration after = Duration.ofHours(6);
        Situation usual = situation(at("kari"), at("liv"), at("mona"));
        Situation sooner =
                new Situation(
                        usual.owner(),
                        usual.lead(),
                        usual.manager(),
                        usual.hours(),
                        usual.customer(),
                        new Pace(1, after, 50, 80, after, Duration.ofHours(4), 1, after));
        Instant due = broken().due();

        assertThat(sooner.stepAt(1, due, false)).isEqualTo(LEAD_STEP);
        assertThat(sooner.stepAt(2, due, false)).isEqualTo(LEAD_STEP.plus(Duration.ofHours(2)));
        assertThat(usual.stepAt(2, due, false)).isEqualTo(MANAGER_STEP);
    }

    @Test
    void ofStepsThatWereMissedOnlyTheLastOneIsTaken() {
        Promise promise = broken();

        assertThat(on(promise).escalate(MANAGER_STEP, FRESH))
                .extracting(fact -> fact instanceof Fact.Asked asked ? asked.notice() : null)
                .containsExactly(null, new Notice(1, Kind.BROKEN_STAFF, 2, "staff:mona"));
    }

    @Test
    void theNextOneHearsOfItWhereEverybodyIsAway() {
        assertThat(firstStep(situation(at("kari"), away("liv", "lars"), at("mona"))))
                .isEqualTo(new Notice(1, Kind.BROKEN_STAFF, 1, "staff:lars"));
        assertThat(firstStep(situation(at("kari"), away("liv", null), at("mona"))))
                .isEqualTo(new Notice(1, Kind.BROKEN_STAFF, 2, "staff:mona"));
        assertThat(firstStep(situation(at("kari"), away("liv", null), away("mona", null))))
                .isNull();
        assertThat(firstStep(situation(at("liv"), at("liv"), at("mona"))))
                .as("who heard of it first does not hear of it again")
                .isNull();
    }

    @Test
    void aKeepEndsTheLadderAndTakesItsWordBack() {
        Promise promise = broken();
        on(promise).escalate(LEAD_STEP, FRESH);

        assertThat(promise.keep(new Keep(LEAD_STEP, LEAD_STEP), FINAL_AFTER))
                .contains(
                        new Fact.TakenBack(
                                LEAD_STEP, new Notice(1, Kind.BROKEN_STAFF, 1, "staff:liv")));
        assertThat(on(promise).escalate(MANAGER_STEP, FRESH)).isEmpty();
        assertThat(on(promise).escalateAt(Instant.MIN)).isNull();
    }

    @Test
    void aNewDateHasALadderOfItsOwn() {
        Promise promise = broken();
        on(promise).escalate(MANAGER_STEP, FRESH);
        Instant newDue = oslo("2026-03-11T11:00");
        promise.revise(revision(MANAGER_STEP, newDue), newDue);
        assertThat(on(promise).escalateAt(Instant.MIN)).isNull();

        promise.judge(newDue.plus(MS), TEAM, FRESH);
        assertThat(on(promise).escalateAt(Instant.MIN)).isEqualTo(oslo("2026-03-11T15:00"));
    }

    @Test
    void historyHasNoLadder() {
        Promise promise = promise(MADE, "p-1", true, DUE);
        promise.judge(DUE.plus(MS), TEAM, FRESH);

        assertThat(on(promise).escalateAt(Instant.MIN)).isNull();
        assertThat(on(promise).escalate(MANAGER_STEP, FRESH)).isEmpty();
    }

    private static Vigil on(Promise promise) {
        return new Vigil(promise, TEAM);
    }

    private static List<Fact> hold(Promise promise, Instant now) {
        return on(promise).hold(now, List.of(), false, UPDATE, FRESH);
    }

    private static List<Fact> second(@Nullable Answer answer, Situation situation) {
        Promise promise = promise();
        new Vigil(promise, situation).warn(FIRST, List.of());
        if (answer != null) {
            promise.answer(answer, FIRST);
        }
        return new Vigil(promise, situation).warn(SECOND, List.of());
    }

    private static String warnedFirst(Situation situation) {
        Promise promise = promise();
        new Vigil(promise, situation).warn(FIRST, List.of());
        return promise.notices().getFirst().recipient();
    }

    private static @Nullable String contact(Situation situation) {
        return new Vigil(promise(), situation).contact(LAST_MOMENT).who();
    }

    private static @Nullable Notice firstStep(Situation situation) {
        Promise promise = promise();
        promise.judge(DUE.plus(MS), situation, FRESH);
        return new Vigil(promise, situation)
                .escalate(LEAD_STEP, FRESH).stream()
                        .filter(Fact.Asked.class::isInstance)
                        .map(fact -> ((Fact.Asked) fact).notice())
                        .findFirst()
                        .orElse(null);
    }

    private static Fact.Asked asked(
            Instant at, Kind kind, int level, String recipient, Instant notAfter) {
        return new Fact.Asked(at, new Notice(1, kind, level, recipient), notAfter);
    }

    private static Promise broken() {
        Promise promise = promise();
        promise.judge(DUE.plus(MS), TEAM, FRESH);
        return promise;
    }

    private static RevisionRequest revision(Instant at, Instant due) {
        return new RevisionRequest(UPDATE, null, due, "PARTS_MISSING", "US", "agent", null, at, at);
    }

    private static Promise promise() {
        return recordedAt(MADE);
    }

    private static Promise recordedAt(Instant recorded) {
        return promise(recorded, "p-1", false, DUE);
    }

    private static Promise promise(
            Instant recorded, @Nullable String personId, boolean imported, Instant due) {
        return promise(
                new Promise.Terms(
                        ID, ID, personId, 0, Promise.Kind.OTHER, null, MADE, recorded, imported),
                due);
    }

    private static Promise update() {
        return promise(
                new Promise.Terms(
                        UPDATE, ID, "p-1", 0, Promise.Kind.UPDATE, "liv", MADE, MADE, false, ID),
                DUE);
    }

    private static Promise promise(Promise.Terms terms, Instant due) {
        return Promise.of(terms, null, due);
    }

    private static Instant oslo(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Oslo")).toInstant();
    }
}
