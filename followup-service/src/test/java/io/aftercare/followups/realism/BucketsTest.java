package io.aftercare.followups.realism;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static final Duration MS = Duration.ofMillis(1);

    @Test
    void aBucketIncludesItsEnd() {
        assertThat(Buckets.of(Duration.ZERO)).isZero();
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            Duration end = Buckets.end(bucket);
            assertThat(Buckets.of(end.minus(MS))).isEqualTo(bucket);
            assertThat(Buckets.of(end)).isEqualTo(bucket);
            assertThat(Buckets.of(end.plus(MS))).isEqualTo(bucket + 1);
        }
    }

    @Test
    void aSpanHoldsThoseBucketsOnlyThatEndWithinIt() {
        assertThat(Buckets.within(Duration.ofMinutes(15).minus(MS))).isZero();
        assertThat(Buckets.within(Duration.ofMinutes(15))).isEqualTo(1);
        assertThat(Buckets.within(Duration.ofHours(480).minus(MS))).isEqualTo(Buckets.COUNT - 1);
        assertThat(Buckets.within(Duration.ofHours(480))).isEqualTo(Buckets.COUNT);
        assertThat(Buckets.within(Duration.ofDays(400))).isEqualTo(Buckets.COUNT);
    }
}
