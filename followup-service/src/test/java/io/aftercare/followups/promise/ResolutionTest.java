package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.followups.promise.Promise.Keep;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResolutionTest {

    private static final UUID CASE = UUID.fromString("5f0c1a52-0000-5000-8000-000000000002");
    private static final Instant RESOLVED = Instant.parse("2026-03-02T10:00:00Z");
    private static final Instant REOPENED = Instant.parse("2026-03-02T12:00:00Z");
    private static final Keep KEEP = new Keep(RESOLVED, RESOLVED.plusSeconds(1));

    private final Resolution resolved =
            new Resolution(CASE, 1, RESOLVED, RESOLVED.plusSeconds(1), null, false);
    private final Resolution reopened = new Resolution(CASE, 1, null, null, REOPENED, true);

    @Test
    void keepsWhatWasPromisedBefore() {
        assertThat(resolved.keeps(RESOLVED.minusMillis(1))).isEqualTo(KEEP);
    }

    @Test
    void keepsNothingThatIsPromisedLaterAsItMayHaveBeenReopenedUnheard() {
        assertThat(resolved.keeps(RESOLVED)).isEqualTo(KEEP);
        assertThat(resolved.keeps(RESOLVED.plusMillis(1))).isNull();
        assertThat(resolved.and(reopened).keeps(RESOLVED)).isEqualTo(KEEP);
        assertThat(resolved.and(reopened).keeps(REOPENED)).isNull();
    }

    @Test
    void standsUntilTheCaseIsTakenUpAgain() {
        assertThat(resolved.standsAt(RESOLVED.minusMillis(1))).isFalse();
        assertThat(resolved.standsAt(RESOLVED)).isTrue();
        assertThat(resolved.and(reopened).standsAt(REOPENED.minusMillis(1))).isTrue();
        assertThat(resolved.and(reopened).standsAt(REOPENED)).isFalse();
        assertThat(reopened.standsAt(REOPENED)).isFalse();
    }

    @Test
    void isDeniedFromWhenTheCustomerSaidSo() {
        assertThat(resolved.and(reopened).isDenied(REOPENED)).isTrue();
        assertThat(resolved.and(reopened).isDenied(REOPENED.minusMillis(1))).isFalse();
        assertThat(resolved.isDenied(REOPENED)).isFalse();
    }

    @Test
    void keepsNothingBeforeItIsHeardOf() {
        assertThat(reopened.keeps(RESOLVED)).isNull();
    }

    @Test
    void isTheSameInWhicheverOrderItsPartsAreHeard() {
        assertThat(reopened.and(resolved)).isEqualTo(resolved.and(reopened));
    }
}
