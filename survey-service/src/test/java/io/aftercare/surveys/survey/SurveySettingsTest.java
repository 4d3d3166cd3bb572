package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.aftercare.hours.Span;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SurveySettingsTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void openTheWindowFromTheEarliestToTheLatest() {
        Instant resolved = Instant.parse("2026-06-02T11:00:00Z");

        assertThat(settings(20, 40).window(resolved))
                .isEqualTo(new Span(resolved.plusSeconds(20), resolved.plusSeconds(40)));
    }

    @Test
    void areRefusedWithoutAWindow() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(20, 20));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(20, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(-1, 10));
    }

    @Test
    void areRefusedWithoutTimeToAnswer() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new SurveySettings(
                                        Duration.ZERO, Duration.ofSeconds(1), Duration.ZERO));
    }

    private static SurveySettings settings(int earliest, int latest) {
        return new SurveySettings(Duration.ofSeconds(earliest), Duration.ofSeconds(latest), WEEK);
    }
}
