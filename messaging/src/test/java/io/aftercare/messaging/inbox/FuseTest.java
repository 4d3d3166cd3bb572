package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.MessagingSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FuseTest {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private static final MessagingSettings.Fuse SETTINGS =
            new MessagingSettings.Fuse(20, 5, Duration.ofMinutes(1));

    private final Fuse fuse = new Fuse(SETTINGS, Duration.ZERO);

    @Test
    void blowsAtTheTwentiethFailureInARow() {
        fail(19, 0);
        assertThat(fuse.blown()).isFalse();

        fuse.failed(0);

        assertThat(fuse.blown()).isTrue();
    }

    @Test
    void aSuccessBetweenThemEndsTheRow() {
        fuse.passed(10_000, 0);
        fail(19, 0);
        fuse.passed(1, 0);
        fail(19, 0);

        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void blowsAtFivePercentOfAMinutesRecords() {
        fuse.passed(361, 0);
        failApart(19, 0);
        assertThat(fuse.blown()).isFalse();

        fuse.failed(0); // 20 of 400

        assertThat(fuse.blown()).isTrue();
    }

    @Test
    void holdsBelowFivePercent() {
        fuse.passed(362, 0);
        failApart(19, 0);

        fuse.failed(0); // 20 of 401

        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void fewerThanTwentyAreNoShare() {
        failApart(19, 0); // all there is

        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void aMinuteIsAMinuteLong() {
        failApart(19, 0);
        fuse.failed(MINUTE + 1);
        assertThat(fuse.blown()).isFalse();
    }

    @Test
    void countsWhatIsExactlyAMinuteOld() {
        failApart(19, 0);
        fuse.failed(MINUTE);
        assertThat(fuse.blown()).isTrue();
    }

    /** A partition waits for 10 s and a last pause of up to 2 s with each failure. */
    @Test
    void blowsThoughOnePartitionAloneFailsAndAnotherPassesBetween() {
        Fuse patient = new Fuse(SETTINGS, Duration.ofSeconds(10));
        long now = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(patient.blown()).isFalse();
            now += Duration.ofSeconds(12).toNanos();
            patient.failed(now);
            patient.passed(2, now);
        }

        assertThat(patient.blown()).isTrue();
    }

    @Test
    void repeatsAreNoSuccess() {
        fail(19, 0);
        fuse.passed(0, 0);

        fuse.failed(0);

        assertThat(fuse.blown()).isTrue();
    }

    @Test
    void forgetsOldSuccessesToo() {
        fuse.passed(1_000_000, 0);
        failApart(19, MINUTE + 1);
        assertThat(fuse.blown()).isFalse();

        fuse.failed(MINUTE + 1);

        assertThat(fuse.blown()).isTrue();
    }

    private void fail(int times, long now) {
        for (int i = 0; i < times; i++) {
            fuse.failed(now);
        }
    }

    /** Failures that are no row: each is followed by a success. */
    private void failApart(int times, long now) {
        for (int i = 0; i < times; i++) {
            fuse.failed(now);
            fuse.passed(1, now);
        }
    }
}
