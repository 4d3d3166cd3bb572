package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyOfAttemptsTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant DUE = MADE.plus(Duration.ofDays(3));
    private static final Duration SPACED = Duration.ofHours(3);
    private static final Duration FINAL_AFTER = Duration.ofDays(7);

    /** docs/ledger.md: ATTEMPTED when the date passes; until then it may still be kept. */
    @Test
    void aCallbackThatIsNotDueStandsAsOpenHoweverOftenWeTried() {
        Promise promise =
                Promise.of(
                        new Promise.Terms(
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000003"),
                                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                                "p-1",
                                0,
                                Promise.Kind.CALLBACK,
                                null,
                                MADE,
                                MADE,
                                false),
                        null,
                        DUE);
        promise.called(call(MADE), SPACED, FINAL_AFTER);
        promise.called(call(MADE.plus(SPACED)), SPACED, FINAL_AFTER);
        promise.wroteOfAttempts(1, MADE.plus(SPACED));

        assertThat(promise.state()).isEqualTo(Promise.State.OPEN);
        assertThat(Tally.of(promise))
                .containsKey("NOW_OPEN")
                .doesNotContainKey("NOW_ATTEMPTED_IN_TIME");
    }

    private static Call call(Instant at) {
        return new Call(
                UUID.randomUUID(),
                UUID.fromString("5f0c1a52-0000-5000-8000-000000000002"),
                at,
                at,
                Call.Outcome.NO_ANSWER,
                "kari",
                Set.of());
    }
}
