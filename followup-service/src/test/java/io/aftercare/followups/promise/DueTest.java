package io.aftercare.followups.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DueTest {

    private static final Instant MADE = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void aDayEndsWithItsLastMillisecondInTheCustomersZone() {
        Due due = new Due.Day(LocalDate.parse("2026-03-05"));

        assertThat(due.endsAt(ZoneId.of("Europe/Oslo"))).isEqualTo("2026-03-05T22:59:59.999Z");
        assertThat(due.endsAt(ZoneId.of("Asia/Tokyo"))).isEqualTo("2026-03-05T14:59:59.999Z");
    }

    @Test
    void aDayOfTwentyThreeHoursEndsAtItsMidnight() {
        Due due = new Due.Day(LocalDate.parse("2026-03-29"));

        assertThat(due.endsAt(ZoneId.of("Europe/Oslo"))).isEqualTo("2026-03-29T21:59:59.999Z");
    }

    @Test
    void aDayWhoseNextMidnightIsSkippedEndsWhereTheClockJumps() {
        // in Beirut 28 March 2021 began at 01:00
        Due due = new Due.Day(LocalDate.parse("2021-03-27"));

        assertThat(due.endsAt(ZoneId.of("Asia/Beirut"))).isEqualTo("2021-03-27T21:59:59.999Z");
    }

    @Test
    void aMomentEndsAtItself() {
        assertThat(new Due.Moment(MADE).endsAt(ZoneId.of("Asia/Tokyo"))).isEqualTo(MADE);
    }

    @Test
    void fiveYearsAheadIsTheLastDateTaken() {
        assertThat(new Due.Day(LocalDate.parse("2031-03-02")).isAbsurd(MADE)).isFalse();
        assertThat(new Due.Day(LocalDate.parse("2031-03-03")).isAbsurd(MADE)).isTrue();
    }

    @Test
    void oneYearBackIsTheFirstDateTaken() {
        assertThat(new Due.Day(LocalDate.parse("2025-03-02")).isAbsurd(MADE)).isFalse();
        assertThat(new Due.Day(LocalDate.parse("2025-03-01")).isAbsurd(MADE)).isTrue();
    }

    @Test
    void theEndsOfTimeAreAbsurd() {
        assertThat(new Due.Day(LocalDate.MAX).isAbsurd(MADE)).isTrue();
        assertThat(new Due.Moment(Instant.MIN).isAbsurd(MADE)).isTrue();
        assertThat(new Due.Moment(Instant.MAX).isAbsurd(MADE)).isTrue();
    }
}
