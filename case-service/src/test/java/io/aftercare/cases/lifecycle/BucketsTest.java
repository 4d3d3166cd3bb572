package io.aftercare.cases.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {

    private static final Instant BEGIN = Instant.parse("2026-10-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 17, 18, 31, 32, 35, 36, 63, 64, 1_440, 10_080, 525_600})
    void tellsADurationAtMostAnEighthTooLong(long minutes) {
        long told = Buckets.longest(bucket(minutes));

        assertThat(told).isBetween(minutes, minutes + minutes / 8);
    }

    @Test
    void aBucketEndsWhereTheNextBegins() {
        for (int bucket = 0; bucket < 200; bucket++) {
            long longest = Buckets.longest(bucket);
            assertThat(bucket(longest)).isEqualTo(bucket);
            assertThat(bucket(longest + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void countsWholeMinutes() {
        assertThat(Buckets.of(BEGIN, BEGIN.plusMillis(59_999))).isZero();
        assertThat(Buckets.of(BEGIN, BEGIN.plusMillis(60_000))).isOne();
    }

    @Test
    void whatEndsBeforeItBeganTookNoTime() {
        assertThat(Buckets.of(BEGIN, BEGIN.minusSeconds(3_600))).isZero();
    }

    private static int bucket(long minutes) {
        return Buckets.of(BEGIN, BEGIN.plus(Duration.ofMinutes(minutes)));
    }
}
