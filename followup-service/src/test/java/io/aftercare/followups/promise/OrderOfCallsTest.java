package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Condition.Span;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.Promise.Terms;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The same things happened at the same times; only the order in which they are told differs. */
class OrderOfCallsTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SPACED = Duration.ofHours(3);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Instant DUE = MADE.plus(Duration.ofDays(3));

    @Test
    void aCallAndTheConditionThatWasMetAfterItLeadToTheSameInAnyOrder() {
        Call call = call(MADE.plus(HOUR), Call.Outcome.REACHED);
        Instant met = MADE.plus(HOUR.multipliedBy(2));
        Promise one = waiting();
        one.called(call, SPACED, FINAL_AFTER);
        meet(one, met);
        one.called(call, SPACED, FINAL_AFTER);
        Promise other = waiting();
        meet(other, met);
        other.called(call, SPACED, FINAL_AFTER);

        assertThat(one.state()).isEqualTo(Promise.State.OPEN);
        assertThat(other.state()).isEqualTo(one.state());
    }

    @Test
    void aCallAndTheConditionThatHadBeenMetBeforeItLeadToTheSameInAnyOrder() {
        Instant met = MADE.plus(HOUR);
        Call call = call(MADE.plus(HOUR.multipliedBy(2)), Call.Outcome.REACHED);
        Promise one = waiting();
        one.called(call, SPACED, FINAL_AFTER);
        meet(one, met);
        one.called(call, SPACED, FINAL_AFTER);
        Promise other = waiting();
        meet(other, met);
        other.called(call, SPACED, FINAL_AFTER);

        assertThat(one.state()).isEqualTo(Promise.State.KEPT);
        assertThat(one.state()).isEqualTo(other.state());
    }

    @Test
    void aTryCountsForTheDateThatStoodWhenItWasMadeAlsoIfThatDateIsHeardOfLater() {
        Instant moved = MADE.plus(HOUR);
        Call call = call(MADE.plus(HOUR.multipliedBy(2)), Call.Outcome.NO_ANSWER);
        RevisionRequest request = request(moved);
        Promise one = dated();
        one.revise(request, DUE.plus(HOUR));
        one.called(call, SPACED, FINAL_AFTER);
        Promise other = dated();
        other.called(call, SPACED, FINAL_AFTER);
        other.revise(request, DUE.plus(HOUR));
        other.countTriesAnew(List.of(call), SPACED);

        assertThat(attempts(other)).isEqualTo(attempts(one));
    }

    /** Of four tries the first two were made before the new date, and the message between. */
    @Test
    void eachTryAndTheMessageCountForTheDateThatStoodThen() {
        List<Call> calls = tries(1, 5, 9, 13);
        Instant wrote = MADE.plus(HOUR.multipliedBy(6));
        Promise promise = dated();
        calls.forEach(call -> promise.called(call, SPACED, FINAL_AFTER));
        promise.wroteOfAttempts(Revision.FIRST, wrote);
        promise.revise(request(MADE.plus(HOUR.multipliedBy(7))), DUE.plus(HOUR));
        promise.countTriesAnew(calls, SPACED);

        assertThat(promise.revisions())
                .extracting(it -> it.watch().attempts())
                .containsExactly(
                        new Watch.Attempts(calls.get(0).at(), calls.get(1).at(), true, wrote),
                        new Watch.Attempts(calls.get(2).at(), calls.get(3).at(), true, null));
    }

    @Test
    void whoReadOfTriesIsNotWrittenToAgainAsTheDateOfTheseIsHeardOfLater() {
        List<Call> calls = tries(5, 9);
        Promise promise = dated();
        calls.forEach(call -> promise.called(call, SPACED, FINAL_AFTER));
        promise.wroteOfAttempts(Revision.FIRST, calls.get(1).at());
        promise.revise(request(calls.get(0).at()), DUE.plus(HOUR));
        promise.countTriesAnew(calls, SPACED);

        assertThat(promise.revision(1).watch().attempts()).isNull();
        assertThat(promise.revision(2).isAttempted()).isTrue();
        assertThat(promise.tellsOfAttempts()).isFalse();
    }

    /** Calls of another case, as before it was merged into this one. */
    @Test
    void triesThatAreNotKnownAnyMoreStayWhereTheyCount() {
        Promise promise = dated();
        promise.called(tries(1).getFirst(), SPACED, FINAL_AFTER);
        promise.revise(request(MADE), DUE.plus(HOUR));

        assertThat(promise.countTriesAnew(List.of(), SPACED)).isEmpty();
        assertThat(promise.revision(1).watch().attempts()).isNotNull();
    }

    private static List<Call> tries(Integer... hours) {
        return Stream.of(hours)
                .map(it -> call(MADE.plus(HOUR.multipliedBy(it)), Call.Outcome.NO_ANSWER))
                .toList();
    }

    private static RevisionRequest request(Instant at) {
        return new RevisionRequest(
                UUID.randomUUID(), null, DUE.plus(HOUR), "WEATHER", "US", null, null, at, at);
    }

    private static List<String> attempts(Promise promise) {
        return promise.revisions().stream()
                .map(it -> String.valueOf(it.watch().attempts()))
                .toList();
    }

    private static Call call(Instant at, Call.Outcome outcome) {
        return new Call(UUID.randomUUID(), terms().caseId(), at, at, outcome, "kari", Set.of());
    }

    private static void meet(Promise promise, Instant at) {
        LocalDate day = LocalDate.parse("2026-03-07");
        promise.meet(
                at,
                at,
                day,
                new Due.Day(day).endsAt(ZoneId.of("Europe/Oslo")),
                new Attribution(LocalDate.parse("2026-03-02"), null, null, null, null, null));
    }

    private static Promise waiting() {
        return Promise.under(terms(), Condition.of("send your IBAN", new Span(5, false)));
    }

    private static Promise dated() {
        return Promise.of(terms(), null, DUE);
    }

    private static Terms terms() {
        return new Terms(
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                "p-1",
                0,
                Kind.CALLBACK,
                null,
                MADE,
                MADE,
                false);
    }
}
