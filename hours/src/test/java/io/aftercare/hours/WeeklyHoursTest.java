package io.aftercare.hours;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeeklyHoursTest {

    @Test
    void readsDaysSpansAndSeveralSegments() {
        WeeklyHours week = WeeklyHours.parse("Sun-Mon 13:00-16:00,08:00-12:00; Tue 00:00-24:00");

        assertThat(week.on(MONDAY)).containsExactly(new Segment(480, 720), new Segment(780, 960));
        assertThat(week.on(SUNDAY)).isEqualTo(week.on(MONDAY));
        assertThat(week.on(TUESDAY)).containsExactly(new Segment(0, 1440));
        assertThat(week)
                .hasToString(
                        "Mon 08:00-12:00,13:00-16:00; Tue 00:00-24:00; Sun 08:00-12:00,13:00-16:00");
        assertThat(WeeklyHours.parse(week.toString())).hasToString(week.toString());
    }

    @Test
    void takesSegmentsThatTouch() {
        assertThat(WeeklyHours.parse("Mon 08:00-12:00,12:00-16:00").on(MONDAY)).hasSize(2);
    }

    @Test
    void refusesSegmentsThatOverlapAndNamesTheDay() {
        assertThatExceptionOfType(InvalidHours.class)
                .isThrownBy(() -> WeeklyHours.parse("Mon-Tue 08:00-12:00; Tue 11:59-16:00"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("TUESDAY"))
                .satisfies(
                        e ->
                                assertThat(e.rule())
                                        .isEqualTo(
                                                "must not have overlapping segments: 08:00-12:00 and 11:59-16:00"));
        assertRefused("MONDAY", () -> WeeklyHours.parse("Mon 08:00-12:00,08:00-12:00"));
    }

    @Test
    void refusesAWeekWithoutWorkingTime() {
        assertRefused("hours", () -> WeeklyHours.of(Map.of()));
        assertRefused("hours", () -> WeeklyHours.of(Map.of(MONDAY, List.of())));
        assertRefused("hours", () -> WeeklyHours.parse(""));
    }

    @Test
    void refusesSegmentsThatAreNoPartOfADay() {
        assertRefused("segment", () -> Segment.parse("22:00-06:00"));
        assertRefused("segment", () -> Segment.parse("08:00-08:00"));
        assertRefused("segment", () -> Segment.parse("08:00-24:01"));
        assertRefused("segment", () -> Segment.parse("08:60-09:00"));
        assertRefused("segment", () -> Segment.parse("8-16"));
        assertRefused("segment", () -> new Segment(-1, 10));
        assertRefused("segment", () -> new Segment(0, 1441));
    }

    @Test
    void refusesWordsItDoesNotKnow() {
        assertRefused("days", () -> WeeklyHours.parse("Monday 08:00-16:00"));
        assertRefused("days", () -> WeeklyHours.parse("Mon-Tue-Wed 08:00-16:00"));
        assertRefused("days", () -> WeeklyHours.parse("Mon- 08:00-16:00"));
        assertRefused("hours", () -> WeeklyHours.parse("Mon 08:00-16:00; "));
        assertRefused("segment", () -> WeeklyHours.parse("Mon 08:00-16:00,"));
    }

    private static void assertRefused(String field, Runnable input) {
        assertThatExceptionOfType(InvalidHours.class)
                .isThrownBy(input::run)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.rule()).contains("must"));
    }
}
