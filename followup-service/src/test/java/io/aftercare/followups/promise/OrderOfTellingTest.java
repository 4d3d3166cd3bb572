package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OrderOfTellingTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);
    private static final Instant DUE = MADE.plus(HOUR.multipliedBy(8));

    /** Told of the second date before the first one passed; later there was a third one. */
    @Test
    void aCallTellsOfTheDateThatStoodWhenItWasMadeAlsoIfItIsReportedAfterANewerDate() {
        Promise one = promise();
        revise(one, 1);
        tell(one, 2);
        revise(one, 9);
        Promise other = promise();
        revise(other, 1);
        revise(other, 9);
        tell(other, 2);

        assertThat(outcome(one)).isEqualTo(Revision.Outcome.EXPLAINED_IN_TIME);
        assertThat(outcome(other)).isEqualTo(outcome(one));
    }

    @Test
    void aCallAboutTheDateBeforeLeavesTheMessageAboutTheNewestOneAlone() {
        Promise promise = promise();
        revise(promise, 1);
        revise(promise, 9);
        promise.tellOfRevision(MADE.plus(HOUR.multipliedBy(9)), false, FINAL_AFTER);
        tell(promise, 2);
        assertThat(promise.notices())
                .extracting(Notice::revision, Notice::kind)
                .containsExactly(tuple(3, Notice.Kind.REVISED));
        tell(promise, 10);

        assertThat(promise.notices()).isEmpty();
        assertThat(promise.revisions())
                .extracting(Revision::explainedAt)
                .containsExactly(
                        null, MADE.plus(HOUR.multipliedBy(2)), MADE.plus(HOUR.multipliedBy(10)));
    }

    /** Written down an hour after the call, so at the time of the call another date stood. */
    @Test
    void aDateThatWasGivenInACallIsToldInItAndNoneBeforeIs() {
        Promise promise = promise();
        revise(promise, 1);
        Instant at = MADE.plus(HOUR.multipliedBy(4));
        Instant toldAt = MADE.plus(HOUR.multipliedBy(3));
        RevisionRequest said =
                new RevisionRequest(
                        UUID.randomUUID(),
                        null,
                        DUE.plus(HOUR),
                        "WEATHER",
                        "US",
                        null,
                        toldAt,
                        at,
                        at);
        promise.revise(said, DUE.plus(HOUR));
        promise.called(Objects.requireNonNull(Call.within(said, promise)), HOUR, FINAL_AFTER);

        assertThat(promise.revisions())
                .extracting(Revision::explainedAt)
                .containsExactly(null, null, toldAt);
    }

    private static Revision.Outcome outcome(Promise promise) {
        return new Judgement(promise, List.of())
                .outcome(promise.revision(Revision.FIRST), Instant.MAX);
    }

    private static void tell(Promise promise, int hours) {
        Instant at = MADE.plus(HOUR.multipliedBy(hours));
        Call call =
                new Call(
                        UUID.randomUUID(),
                        promise.terms().caseId(),
                        at,
                        at,
                        Call.Outcome.REACHED,
                        "kari",
                        Set.of(promise.terms().id()));
        promise.called(call, HOUR, FINAL_AFTER);
    }

    private static void revise(Promise promise, int hours) {
        Instant at = MADE.plus(HOUR.multipliedBy(hours));
        Instant due = DUE.plus(HOUR.multipliedBy(hours));
        promise.revise(
                new RevisionRequest(
                        UUID.randomUUID(), null, due, "WEATHER", "US", null, null, at, at),
                due);
    }

    private static Promise promise() {
        return Promise.of(
                new Promise.Terms(
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                        "p-1",
                        0,
                        Promise.Kind.OTHER,
                        null,
                        MADE,
                        MADE,
                        false),
                null,
                DUE);
    }
}
