package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Call.Outcome;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.Promise.State;
import io.aftercare.followups.promise.Promise.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final UUID ID = UUID.fromString("5f0c1a52-0000-5000-8000-000000000003");
    private static final UUID CASE = UUID.fromString("5f0c1a52-0000-5000-8000-000000000002");
    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-03-06T10:00:00Z");
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration APART = Duration.ofHours(3);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Notice TRIED = new Notice(1, Notice.Kind.ATTEMPTED, 0, "person:p-1");

    private final Promise callback = promise(Kind.CALLBACK);

    @Test
    void whoeverIsReachedWasCalledBackAndHeardSomething() {
        for (Kind kind : List.of(Kind.CALLBACK, Kind.UPDATE)) {
            assertThat(call(promise(kind), Outcome.REACHED, MADE.minus(MS))).isEmpty();
            assertThat(call(promise(kind), Outcome.REACHED, MADE))
                    .containsExactly(new Fact.Kept(1, MADE, false, false));
            assertThat(call(promise(kind), Outcome.REACHED, DUE))
                    .containsExactly(new Fact.Kept(1, DUE, false, false));
            assertThat(call(promise(kind), Outcome.REACHED, DUE.plus(MS)))
                    .containsExactly(
                            new Fact.Broken(1, DUE), new Fact.Kept(1, DUE.plus(MS), true, false));
        }
        for (Kind kind :
                List.of(Kind.RESOLUTION, Kind.REFUND, Kind.DELIVERY, Kind.VISIT, Kind.OTHER)) {
            assertThat(call(promise(kind), Outcome.REACHED, DUE)).isEmpty();
        }
    }

    @Test
    void aCallThatIsHeardOfLateCorrectsWhatWasCalledBroken() {
        callback.judge(DUE.plus(MS), Desk.situation("kari"), FRESH);

        assertThat(call(callback, Outcome.REACHED, DUE))
                .contains(new Fact.Kept(1, DUE, false, true));
    }

    @Test
    void twoCallsFarEnoughApartAndAMessageAreAllThatCanBeDone() {
        attempt(callback, MADE);
        attempt(callback, MADE.plus(APART).minus(MS));
        assertThat(callback.tellsOfAttempts()).isFalse();
        attempt(callback, MADE.plus(APART));
        assertThat(callback.tellOfAttempts(DUE, true)).isEmpty();
        assertThat(callback.tellOfAttempts(DUE, false))
                .containsExactly(new Fact.Asked(DUE, TRIED, DUE));
        assertThat(callback.tellsOfAttempts()).as("once").isFalse();

        callback.wroteOfAttempts(1, DUE);
        assertThat(callback.judge(DUE.plus(MS), Desk.situation("kari"), FRESH))
                .containsExactly(new Fact.Attempted(1, DUE));
        assertThat(callback.state()).isEqualTo(State.ATTEMPTED);
        assertThat(outcome(callback)).isEqualTo(Revision.Outcome.ATTEMPTED_IN_TIME);
    }

    @Test
    void lessIsNotEnough() {
        Promise unwritten = promise(Kind.CALLBACK);
        attempt(unwritten, MADE);
        attempt(unwritten, DUE);
        assertBroken(unwritten);

        Promise writtenLate = promise(Kind.CALLBACK);
        attempt(writtenLate, MADE);
        attempt(writtenLate, DUE);
        writtenLate.wroteOfAttempts(1, DUE.plus(MS));
        assertBroken(writtenLate);

        Promise tooClose = promise(Kind.CALLBACK);
        attempt(tooClose, MADE);
        attempt(tooClose, MADE.plus(APART).minus(MS));
        tooClose.wroteOfAttempts(1, DUE);
        assertBroken(tooClose);

        Promise calledLate = promise(Kind.CALLBACK);
        attempt(calledLate, MADE);
        attempt(calledLate, DUE.plus(MS));
        calledLate.wroteOfAttempts(1, DUE);
        assertBroken(calledLate);

        Promise wrongNumber = promise(Kind.CALLBACK);
        call(wrongNumber, Outcome.WRONG_NUMBER, MADE);
        call(wrongNumber, Outcome.WRONG_NUMBER, DUE);
        assertThat(wrongNumber.revision().watch().attempts()).isNull();
    }

    @Test
    void whateverIsHeardOfLastItWasAttemptedAndThatCorrectsWhatWasCalledBroken() {
        Promise callLast = promise(Kind.CALLBACK);
        attempt(callLast, DUE);
        callLast.wroteOfAttempts(1, DUE);
        callLast.judge(DUE.plus(MS), Desk.situation("kari"), FRESH);
        assertThat(attempt(callLast, DUE.minus(APART)))
                .contains(
                        new Fact.Attempted(1, DUE),
                        new Fact.TakenBack(
                                DUE, new Notice(1, Notice.Kind.BROKEN_STAFF, 0, "staff:kari")));
        assertThat(callLast.state()).isEqualTo(State.ATTEMPTED);

        Promise messageLast = promise(Kind.CALLBACK);
        attempt(messageLast, MADE);
        attempt(messageLast, DUE);
        messageLast.judge(DUE.plus(MS), Desk.situation("kari"), FRESH);
        assertThat(messageLast.state()).isEqualTo(State.BROKEN);
        messageLast.wroteOfAttempts(1, DUE);
        assertThat(messageLast.state()).isEqualTo(State.ATTEMPTED);
    }

    @Test
    void whoCouldNotBeReachedInTimeMayStillBeReachedLate() {
        Promise promise = attempted();
        call(promise, Outcome.REACHED, LATER);

        assertThat(promise.state()).isEqualTo(State.KEPT_LATE);
        assertThat(outcome(promise)).isEqualTo(Revision.Outcome.ATTEMPTED_IN_TIME);
    }

    @Test
    void attemptsCountForTheDateThatStoodThen() {
        attempt(callback, MADE);
        revise(callback, DUE);
        attempt(callback, DUE.plus(MS));

        Watch.Attempts before = callback.revision(1).watch().attempts();
        Watch.Attempts after = callback.revision(2).watch().attempts();
        assertThat(before).isEqualTo(new Watch.Attempts(MADE, MADE, false, null));
        assertThat(after).isEqualTo(new Watch.Attempts(DUE.plus(MS), DUE.plus(MS), false, null));
    }

    @Test
    void onlyCallbacksAreAttempted() {
        for (Kind kind : List.of(Kind.RESOLUTION, Kind.UPDATE, Kind.OTHER)) {
            assertThat(attempt(promise(kind), MADE)).isEmpty();
        }
    }

    @Test
    void whoIsToldOfANewDateByPhoneKnowsItSinceThen() {
        Promise promise = promise(Kind.CALLBACK);
        revise(promise, MADE.plus(MS));
        promise.tellOfRevision(MADE.plus(MS), false, FRESH);
        assertThat(promise.mayBeTold(MADE)).isFalse();

        assertThat(told(promise, DUE))
                .containsExactly(
                        new Fact.Told(2, DUE),
                        new Fact.TakenBack(
                                DUE, new Notice(2, Notice.Kind.REVISED, 0, "person:p-1")));
        assertThat(promise.state()).as("told when, and no more").isEqualTo(State.OPEN);
        assertThat(told(promise, DUE)).isEmpty();
        assertThat(told(promise, DUE.plus(MS))).isEmpty();
        assertThat(promise.revision().explainedAt()).isEqualTo(DUE);
        assertThat(promise.tellsOfRevision()).isFalse();
        assertThat(outcome(promise)).isEqualTo(Revision.Outcome.EXPLAINED_IN_TIME);
    }

    @Test
    void aMillisecondLateItIsExplainedLate() {
        Promise promise = promise(Kind.OTHER);
        revise(promise, MADE.plus(MS));
        told(promise, DUE.plus(MS));

        assertThat(outcome(promise)).isEqualTo(Revision.Outcome.EXPLAINED_LATE);
    }

    @Test
    void theFirstDateIsNothingToBeToldOf() {
        assertThat(callback.mayBeTold(DUE)).isFalse();
        assertThat(told(callback, DUE)).isEmpty();
    }

    @Test
    void aMessageAboutTheCaseKeepsAnUpdateButForOneAboutItsOwnDate() {
        Promise update = promise(Kind.UPDATE);

        assertThat(update.heard(DUE, DUE, ID, FINAL_AFTER)).isEmpty();
        assertThat(update.heard(MADE.minus(MS), DUE, null, FINAL_AFTER)).isEmpty();
        assertThat(update.heard(DUE, DUE, CASE, FINAL_AFTER))
                .containsExactly(new Fact.Kept(1, DUE, false, false));
        assertThat(callback.heard(DUE, DUE, null, FINAL_AFTER)).isEmpty();
    }

    @Test
    void isInNoShareOfFigures() {
        assertThat(Tally.of(attempted())).containsEntry("NOW_ATTEMPTED_IN_TIME", 1);
    }

    private static Promise attempted() {
        Promise promise = promise(Kind.CALLBACK);
        attempt(promise, MADE);
        attempt(promise, DUE);
        promise.wroteOfAttempts(1, DUE);
        promise.judge(DUE.plus(MS), Desk.situation("kari"), FRESH);
        return promise;
    }

    private static void assertBroken(Promise promise) {
        promise.judge(DUE.plus(MS), Desk.situation("kari"), FRESH);
        assertThat(promise.state()).isEqualTo(State.BROKEN);
        assertThat(outcome(promise)).isEqualTo(Revision.Outcome.BROKEN_SILENTLY);
    }

    private static Revision.Outcome outcome(Promise promise) {
        return new Judgement(promise, List.of()).outcome(promise.revision(1), Instant.MAX);
    }

    private static void revise(Promise promise, Instant at) {
        promise.revise(
                new RevisionRequest(
                        UUID.randomUUID(), null, LATER, "WEATHER", "US", null, null, at, at),
                LATER);
    }

    private static List<Fact> attempt(Promise promise, Instant at) {
        return call(promise, Outcome.NO_ANSWER, at);
    }

    private static List<Fact> call(Promise promise, Outcome outcome, Instant at) {
        return promise.called(call(outcome, at, Set.of()), APART, FINAL_AFTER);
    }

    private static List<Fact> told(Promise promise, Instant at) {
        return promise.called(call(Outcome.REACHED, at, Set.of(ID)), APART, FINAL_AFTER);
    }

    private static Call call(Outcome outcome, Instant at, Set<UUID> told) {
        return new Call(UUID.randomUUID(), CASE, at, at, outcome, "kari", told);
    }

    private static Promise promise(Kind kind) {
        Terms terms = new Terms(ID, CASE, "p-1", 0, kind, null, MADE, MADE, false);
        return Promise.of(terms, null, DUE);
    }

    @Test
    void whatWasKeptIsNotAttemptedAnyMore() {
        callback.keep(new Keep(MADE, MADE), FINAL_AFTER);
        assertThat(attempt(callback, DUE)).isEmpty();
    }
}
