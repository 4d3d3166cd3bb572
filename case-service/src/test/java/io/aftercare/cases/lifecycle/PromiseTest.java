package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.cases.lifecycle.Case.Fact;
import io.aftercare.cases.lifecycle.Promise.End;
import io.aftercare.cases.lifecycle.Promise.Ended;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Initiative;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.PromiseRevised;
import io.aftercare.cases.lifecycle.Report.PromiseWithdrawn;
import io.aftercare.cases.lifecycle.Report.RevisionReason;
import io.aftercare.cases.lifecycle.Verdict.Result;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PromiseTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final UUID CASE = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000001");
    private static final UUID ID = UUID.fromString("5b1f2c1e-0000-5000-8000-000000000002");
    private static final PromiseWithdrawn WITHDRAWN = new PromiseWithdrawn(ID, "p1", true);

    private final Promise promise = new Promise(ID, CASE, PromiseKind.CALLBACK, NOON, null, null);

    @Test
    void aRevisionIsTold() {
        assertThat(revise(10).facts())
                .containsExactly(
                        new Fact.PromiseRevised(
                                ID,
                                new Due.At(at(1_000)),
                                RevisionReason.WEATHER,
                                Initiative.US,
                                null));
        assertThat(promise.revised()).isEqualTo(revision(10));
    }

    @Test
    void aRevisionOlderThanTheNewestIsLate() {
        revise(10);

        assertThat(revise(9).result()).isEqualTo(Result.LATE);
        assertThat(revise(11).facts()).hasSize(1);
        assertThat(revise(11).facts()).isEmpty();
        assertThat(promise.revised()).isEqualTo(revision(11));
    }

    @Test
    void nothingHappensToItBeforeItWasMade() {
        assertThat(revise(-1).field()).isEqualTo("occurredAt");
        assertThat(promise.keep(at(-1)).field()).isEqualTo("occurredAt");
        assertThat(promise.withdraw(WITHDRAWN, at(-1)).field()).isEqualTo("occurredAt");
        assertThat(revise(0).result()).isEqualTo(Result.APPLIED);
    }

    @Test
    void itIsNotRevisedOnceKept() {
        promise.keep(at(50));

        Verdict after = revise(51);
        assertThat(after.refused()).isTrue();
        assertThat(after.field()).isEqualTo("body.promiseRef");
        assertThat(after.rule()).contains("kept");
    }

    @Test
    void itIsNotRevisedOnceWithdrawn() {
        promise.withdraw(WITHDRAWN, at(50));

        Verdict after = revise(51);
        assertThat(after.refused()).isTrue();
        assertThat(after.rule()).contains("withdrawn");
    }

    /** The ledger judges the keeping by the date that the revision gave. */
    @Test
    void aRevisionMadeBeforeTheEndCountsThoughHeardOfLater() {
        promise.keep(at(50));

        assertThat(revise(50).facts()).hasSize(1);
        assertThat(promise.revised()).isEqualTo(revision(50));
        assertThat(promise.ended()).isEqualTo(new Ended(End.KEPT, at(50)));
    }

    @Test
    void ofTwoEndsTheEarlierCountsWhicheverIsHeardOfFirst() {
        Verdict withdrawn = promise.withdraw(WITHDRAWN, at(50));
        Verdict keptLater = promise.keep(at(51));
        Verdict keptBefore = promise.keep(at(49));
        Verdict withdrawnLater = promise.withdraw(WITHDRAWN, at(50));

        assertThat(withdrawn.facts()).containsExactly(new Fact.PromiseWithdrawn(ID, true));
        assertThat(keptLater.refused()).isTrue();
        assertThat(keptBefore.facts()).containsExactly(new Fact.PromiseKept(ID));
        assertThat(withdrawnLater.refused()).isTrue();
        assertThat(promise.ended()).isEqualTo(new Ended(End.KEPT, at(49)));
    }

    @Test
    void ofOneInstantKeepingComesBeforeWithdrawing() {
        promise.withdraw(WITHDRAWN, at(50));

        assertThat(promise.keep(at(50)).facts()).hasSize(1);
        assertThat(promise.withdraw(WITHDRAWN, at(50)).refused()).isTrue();
    }

    @Test
    void toEndItAgainTellsNothing() {
        promise.withdraw(WITHDRAWN, at(50));

        Verdict again = promise.withdraw(WITHDRAWN, at(50));
        assertThat(again.result()).isEqualTo(Result.APPLIED);
        assertThat(again.facts()).isEmpty();
        assertThat(again.plain()).isFalse();
    }

    @Test
    void onlyResolvingKeepsAPromiseToResolve() {
        Promise toResolve = new Promise(ID, CASE, PromiseKind.RESOLUTION, NOON, null, null);

        assertThat(toResolve.keep(at(50)).refused()).isTrue();
        assertThat(toResolve.withdraw(WITHDRAWN, at(50)).facts()).hasSize(1);
    }

    private Verdict revise(int minute) {
        return promise.revise(
                new PromiseRevised(
                        ID,
                        "p1",
                        new Due.At(at(1_000)),
                        RevisionReason.WEATHER,
                        Initiative.US,
                        null),
                revision(minute));
    }

    private static Moment revision(int minute) {
        return new Moment(at(minute), PromiseRevised.RANK, "r" + minute);
    }

    private static Instant at(int minute) {
        return NOON.plusSeconds(60L * minute);
    }
}
