package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Condition.Span;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.Promise.State;
import io.aftercare.followups.promise.Promise.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Duration REMIND_AFTER = Duration.ofDays(3);

    /** A Friday. */
    private static final Instant MADE = oslo("2026-03-06T11:00");

    private static final Instant REMINDED = MADE.plus(REMIND_AFTER);

    /** The Friday after. */
    private static final Instant MET = oslo("2026-03-13T11:00");

    private static final Notice REMINDER = new Notice(0, Notice.Kind.AWAITING, 0, "person:p-1");

    private final Promise promise = promise(Kind.REFUND, "p-1");

    @Test
    void waitsWithoutADateAndNoClockRuns() {
        assertThat(promise.made()).containsExactly(new Fact.Awaiting(MADE));
        assertThat(promise.state()).isEqualTo(State.AWAITING_CUSTOMER);
        assertThat(promise.number()).isZero();
        Instant late = MADE.plus(Duration.ofDays(1000));
        assertThat(promise.isOverdue(late)).isFalse();
        assertThat(promise.judge(late, Desk.situation("kari"), FRESH)).isEmpty();
        assertThat(promise.endsIn(ZoneId.of("Asia/Tokyo"), late, FINAL_AFTER)).isEmpty();
        assertThat(promise.finalFrom(FINAL_AFTER)).isNull();
        assertThat(promise.finish(late, List.of(), FINAL_AFTER)).isEmpty();
        assertThat(promise.refusesAnswer(late)).isNotNull();
        assertThat(promise.concernsCustomer()).isFalse();
        assertThat(promise.tellsOfRevision()).isFalse();
    }

    @Test
    void remindsTheCustomerOnceAndNotBeforeTheSpanIsOver() {
        assertThat(promise.remindAt(REMIND_AFTER)).isEqualTo(REMINDED);
        assertThat(remind(REMINDED.minus(MS))).isEmpty();
        assertThat(remind(REMINDED))
                .containsExactly(
                        new Fact.Reminded(REMINDED),
                        new Fact.Asked(REMINDED, REMINDER, REMINDED.plus(FRESH)));
        assertThat(promise.remindAt(REMIND_AFTER)).isNull();
        assertThat(remind(REMINDED.plus(MS))).isEmpty();
        assertThat(promise.state()).isEqualTo(State.AWAITING_CUSTOMER);
    }

    @Test
    void remindsNobodyWhoIsErasedOrUnknownOrWhoseCaseStandsResolved() {
        assertThat(promise.remind(REMINDED, List.of(), true, REMIND_AFTER, FRESH)).isEmpty();
        assertThat(promise(Kind.OTHER, null).remindAt(REMIND_AFTER)).isNull();

        Resolution resolved = new Resolution(promise.terms().caseId(), 1, MADE, MADE, null, false);
        assertThat(
                        promise(Kind.RESOLUTION, "p-1")
                                .remind(REMINDED, List.of(resolved), false, REMIND_AFTER, FRESH))
                .isEmpty();
    }

    @Test
    void hasItsFirstDateOnceTheConditionIsMetAndTheReminderIsTakenBack() {
        remind(REMINDED);

        assertThat(meet(MET))
                .containsExactly(new Fact.Met(1, MET), new Fact.TakenBack(MET, REMINDER));
        assertThat(promise.state()).isEqualTo(State.OPEN);
        assertThat(promise.revision().givenAt()).isEqualTo(MET);
        assertThat(promise.remindAt(REMIND_AFTER)).isNull();
        assertThat(meet(MET)).isEmpty();

        // and from then on it is as any other
        assertThat(promise.isOverdue(due())).isFalse();
        assertThat(promise.isOverdue(due().plus(MS))).isTrue();
        assertThat(promise.judge(due().plus(MS), Desk.situation("kari"), FRESH))
                .contains(new Fact.Broken(1, due()));
    }

    @Test
    void itsDateIsWarnedOfAsThatOfAPromiseMadeWhenTheConditionWasMet() {
        meet(MET);

        Vigil vigil = new Vigil(promise, Desk.situation("kari"));
        assertThat(vigil.warnAt(MET)).isAfter(MET).isBefore(due());
        assertThat(vigil.holdAt()).isBefore(due());
    }

    @Test
    void cannotBeMetBeforeItWasMadeNorWhenItIsOver() {
        assertThat(promise.refusesMet(MADE.minus(MS)))
                .isEqualTo(new Refused("occurredAt", "must not lie before the promise was made"));
        assertThat(promise.refusesMet(MADE)).isNull();

        promise.withdraw(new Withdrawal(true, MET, MET));
        assertThat(promise.refusesMet(MET))
                .isEqualTo(new Refused("state", "must be AWAITING_CUSTOMER, and it is WITHDRAWN"));
    }

    @Test
    void cannotGetAnotherDateAsLongAsItHasNone() {
        RevisionRequest request =
                new RevisionRequest(
                        UUID.randomUUID(), null, MET, "WEATHER", "US", null, null, MET, MET);

        assertThat(promise.refuses(request, MET))
                .isEqualTo(
                        new Refused(
                                "state",
                                "must be OPEN, ATTEMPTED or BROKEN, and it is AWAITING_CUSTOMER"));
    }

    @Test
    void isWithdrawnWhileItWaitsAndNobodyIsRemindedAnyMore() {
        remind(REMINDED);

        assertThat(promise.withdraw(new Withdrawal(false, MET, MET)))
                .containsExactly(
                        new Fact.Withdrawn(0, MET, false), new Fact.TakenBack(MET, REMINDER));
        assertThat(promise.state()).isEqualTo(State.WITHDRAWN);
        assertThat(promise.remindAt(REMIND_AFTER)).isNull();
    }

    @Test
    void mayBeKeptBeforeItHasADate() {
        assertThat(promise.keep(new Keep(MET, MET), FINAL_AFTER))
                .containsExactly(new Fact.Kept(0, MET, false, false));
        assertThat(promise.state()).isEqualTo(State.KEPT);
        assertThat(promise.refusesMet(MET)).isNotNull();
    }

    @Test
    void countsAsWaitingAndAsMadeOnlyInTheWeekInWhichItsDateBeginsToRun() {
        assertThat(Tally.changes(promise))
                .containsExactly(
                        new Tally.Change(week("2026-03-02"), Map.of("AWAITING_CUSTOMER", 1)));

        promise.countedUnder(week("2026-03-02"));
        meet(MET);
        assertThat(Tally.changes(promise))
                .containsExactly(
                        new Tally.Change(week("2026-03-02"), Map.of("AWAITING_CUSTOMER", -1)),
                        new Tally.Change(week("2026-03-09"), Map.of("MADE", 1, "NOW_OPEN", 1)));
    }

    @Test
    void whatEndsWhileItWaitsIsInNoFigure() {
        promise.countedUnder(week("2026-03-02"));
        promise.withdraw(new Withdrawal(false, MET, MET));

        assertThat(Tally.of(promise)).isEmpty();
        assertThat(Tally.changes(promise))
                .containsExactly(
                        new Tally.Change(week("2026-03-02"), Map.of("AWAITING_CUSTOMER", -1)));
    }

    @Test
    void daysAreThoseOfTheCustomerAndTheDayItselfDoesNotCount() {
        Instant midnight = oslo("2026-03-14T00:00");

        assertThat(day(new Span(1, false), midnight.minus(MS), "Europe/Oslo"))
                .isEqualTo("2026-03-14");
        assertThat(day(new Span(1, false), midnight, "Europe/Oslo")).isEqualTo("2026-03-15");
        assertThat(day(new Span(5, false), midnight.minus(MS), "Asia/Tokyo"))
                .isEqualTo("2026-03-19");
    }

    @Test
    void businessDaysAreThoseOfTheTeam() {
        assertThat(day(new Span(1, true), MET, "Asia/Tokyo")).isEqualTo("2026-03-16");
        assertThat(day(new Span(5, true), MET, "Europe/Oslo")).isEqualTo("2026-03-20");
        assertThat(day(new Span(1, true), oslo("2026-03-14T12:00"), "Europe/Oslo"))
                .as("sent on a Saturday")
                .isEqualTo("2026-03-16");
    }

    /** There it was Saturday when it was Friday in Oslo. */
    @Test
    void daysAreCountedAnewWhereTheCustomerLivesAndThoseOfTheTeamAreNot() {
        ZoneId far = ZoneId.of("Pacific/Kiritimati");
        assertThat(dayOnceTheyLiveIn(far, new Span(5, false))).isEqualTo("2026-03-19");
        assertThat(dayOnceTheyLiveIn(OSLO, new Span(5, false))).isEqualTo("2026-03-18");
        assertThat(dayOnceTheyLiveIn(far, new Span(3, true))).isEqualTo("2026-03-18");
    }

    /** They gave that day themselves, whatever it was counted from before. */
    @Test
    void aNewDayIsNotCounted() {
        meet(MET);
        LocalDate day = LocalDate.parse("2026-03-25");
        promise.revise(
                new RevisionRequest(
                        UUID.randomUUID(), day, null, "WEATHER", "US", null, null, MET, MET),
                new Due.Day(day).endsAt(OSLO));
        promise.endsIn(ZoneId.of("Pacific/Kiritimati"), MET, FINAL_AFTER);

        assertThat(promise.revisions())
                .extracting(Revision::dueDay)
                .containsExactly(LocalDate.parse("2026-03-19"), day);
    }

    private static String dayOnceTheyLiveIn(ZoneId zone, Span span) {
        Promise promise = promise(Kind.REFUND, "p-1", span);
        LocalDate day = LocalDate.parse("2026-03-18");
        promise.meet(MET, MET, day, due(), week("2026-03-09"));
        promise.endsIn(zone, MET, FINAL_AFTER);
        Revision revision = promise.revision();
        LocalDate ends = LocalDate.parse(String.valueOf(revision.dueDay()));
        assertThat(revision.due()).isEqualTo(new Due.Day(ends).endsAt(zone));
        return ends.toString();
    }

    private static String day(Span span, Instant met, String zone) {
        return span.dueDay(met, ZoneId.of(zone), Desk.OFFICE).toString();
    }

    private List<Fact> remind(Instant now) {
        return promise.remind(now, List.of(), false, REMIND_AFTER, FRESH);
    }

    private List<Fact> meet(Instant at) {
        return promise.meet(at, at, LocalDate.parse("2026-03-18"), due(), week("2026-03-09"));
    }

    private static Instant due() {
        return new Due.Day(LocalDate.parse("2026-03-18")).endsAt(OSLO);
    }

    private static Attribution week(String monday) {
        return new Attribution(LocalDate.parse(monday), "kari", null, null, null, null);
    }

    private static Instant oslo(String time) {
        return LocalDateTime.parse(time).atZone(OSLO).toInstant();
    }

    private static Promise promise(Kind kind, @Nullable String personId) {
        return promise(kind, personId, new Span(5, false));
    }

    private static Promise promise(Kind kind, @Nullable String personId, Span span) {
        return Promise.under(
                        new Terms(
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                                personId,
                                0,
                                kind,
                                null,
                                MADE,
                                MADE,
                                false),
                        Condition.of("send your IBAN", span))
                .countUnder(week("2026-03-02"));
    }
}
