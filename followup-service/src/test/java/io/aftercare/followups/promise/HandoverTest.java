package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Notice.Kind;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandoverTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = Instant.parse("2026-03-04T10:00:00Z");
    private static final Instant WARNED = Instant.parse("2026-03-03T10:00:00Z");
    private static final Duration MS = Duration.ofMillis(1);
    private static final Duration FRESH = Duration.ofHours(24);
    private static final Situation KARI = Desk.situation("kari");

    private final Promise promise = promise("kari");

    @Test
    void anotherAnswersForItAndHearsNothingAsLongAsThereIsNothingToHear() {
        assertThat(handOver(MADE)).containsExactly(new Fact.HandedOver(1, MADE, "kari", "lisa"));
        assertThat(promise.terms().owner()).isEqualTo("lisa");
        assertThat(handOver(MADE)).as("it is not Kari's any more").isEmpty();
    }

    @Test
    void theHeirIsWarnedOfWhatTheOneBeforeWasWarnedOfUntilItIsDue() {
        warn();
        assertThat(handOver(DUE))
                .containsExactly(
                        new Fact.HandedOver(1, DUE, "kari", "lisa"),
                        new Fact.TakenBack(DUE, new Notice(1, Kind.AT_RISK, 1, "staff:kari")),
                        new Fact.Asked(
                                DUE, new Notice(1, Kind.AT_RISK, Notice.HEIR, "staff:lisa"), DUE));

        Promise late = promise("kari");
        new Vigil(late, KARI).warn(WARNED, List.of());
        assertThat(late.handOver("kari", "lisa", DUE.plus(MS), 0, FRESH))
                .noneMatch(Fact.Asked.class::isInstance);
    }

    @Test
    void theHeirOfABrokenPromiseHearsOfIt() {
        Instant now = DUE.plus(MS);
        promise.judge(now, KARI, FRESH);

        assertThat(handOver(now))
                .containsExactly(
                        new Fact.HandedOver(1, now, "kari", "lisa"),
                        new Fact.TakenBack(now, new Notice(1, Kind.BROKEN_STAFF, 0, "staff:kari")),
                        new Fact.Asked(
                                now,
                                new Notice(1, Kind.BROKEN_STAFF, Notice.HEIR, "staff:lisa"),
                                now.plus(FRESH)));
    }

    @Test
    void whatTheOneBeforeAnsweredBindsNobodyElse() {
        warn();
        promise.answer(Watch.Answer.WILL_KEEP, WARNED);
        assertThat(new Vigil(promise, KARI).holdAt()).isNull();

        handOver(WARNED);
        assertThat(promise.revision().watch().answer()).isNull();
        assertThat(promise.revision().watch().warned()).isEqualTo(1);
        assertThat(new Vigil(promise, KARI).holdAt()).isNotNull();
    }

    @Test
    void whatIsOverOrOfWhoOwnsTheCaseIsNobodysToHandOver() {
        assertThat(promise(null).isHeldBy("kari")).isFalse();
        assertThat(promise.isHeldBy("lisa")).isFalse();
        assertThat(promise.isHeldBy("kari")).isTrue();
        promise.judge(DUE.plus(MS), KARI, FRESH);
        assertThat(promise.isHeldBy("kari")).isTrue();
        promise.keep(new Keep(DUE, DUE), Duration.ofDays(7));
        assertThat(promise.isHeldBy("kari")).isFalse();
        assertThat(handOver(DUE)).isEmpty();
    }

    @Test
    void aCallThatWasTriedIsStillToBeMadeByTheHeir() {
        Promise tried =
                new Promise(
                        promise.terms(),
                        null,
                        Promise.State.ATTEMPTED,
                        null,
                        null,
                        promise.revisions(),
                        List.of());

        assertThat(tried.isHeldBy("kari")).isTrue();
        assertThat(tried.handOver("kari", "lisa", MADE, 0, FRESH))
                .containsExactly(new Fact.HandedOver(1, MADE, "kari", "lisa"));
        assertThat(tried.terms().owner()).isEqualTo("lisa");
    }

    @Test
    void whatWaitsForTheCustomerIsHandedOverToo() {
        Promise waiting =
                Promise.under(promise.terms(), Condition.of("x", new Condition.Span(5, false)));

        assertThat(waiting.handOver("kari", "lisa", MADE, 0, FRESH))
                .containsExactly(new Fact.HandedOver(0, MADE, "kari", "lisa"));
    }

    private void warn() {
        assertThat(new Vigil(promise, KARI).warn(WARNED, List.of())).hasSize(2);
    }

    private List<Fact> handOver(Instant now) {
        return promise.handOver("kari", "lisa", now, 0, FRESH);
    }

    private static Promise promise(@Nullable String owner) {
        return Promise.of(
                new Terms(
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                        UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                        "p-1",
                        0,
                        Promise.Kind.OTHER,
                        owner,
                        MADE,
                        MADE,
                        false),
                null,
                DUE);
    }
}
