package io.aftercare.surveys.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.hours.ContactHours;
import io.aftercare.hours.ContactHours.Audience;
import io.aftercare.hours.ContactHours.Channel;
import io.aftercare.hours.ContactWindow;
import io.aftercare.hours.Span;
import io.aftercare.messaging.Ids;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentTest {

    private static final ContactHours HOURS = ContactHours.load();
    private static final Instant RESOLVED = Instant.parse("2026-03-03T14:20:30.456Z");

    private final Random random = new Random(7);

    @Test
    void isTheSameForTheSameSurvey() {
        UUID survey = Ids.of("survey", "case", 1);

        assertThat(Moment.of(survey, allowed("NO", "Europe/Oslo", RESOLVED)))
                .isNotNull()
                .isEqualTo(Moment.of(survey, allowed("NO", "Europe/Oslo", RESOLVED)));
    }

    @Test
    void isAnotherOneForTheNextCycle() {
        List<Span> allowed = allowed("NO", "Europe/Oslo", RESOLVED);

        assertThat(Moment.of(Ids.of("survey", "case", 1), allowed))
                .isNotEqualTo(Moment.of(Ids.of("survey", "case", 2), allowed));
    }

    @Test
    void doesNotExistWithoutAllowedTime() {
        assertThat(Moment.of(Ids.of("survey", "case", 1), List.of())).isNull();
    }

    /** Resolutions at all times of day, over the changes of the clocks in spring and autumn. */
    @ParameterizedTest
    @CsvSource({
        "NO, Europe/Oslo, 2026-03-27T00:00:00Z",
        "NO, Europe/Oslo, 2026-10-23T00:00:00Z",
        "US, America/New_York, 2026-03-06T00:00:00Z",
        "US, America/New_York, 2026-10-30T00:00:00Z",
        "AU, Australia/Lord_Howe, 2026-04-03T00:00:00Z",
        "IN, Asia/Kolkata, 2026-06-01T00:00:00Z"
    })
    void alwaysLiesInTheWindowAndInAllowedTime(String country, String zone, Instant from) {
        ContactWindow hours = hours(country, zone);
        for (int i = 0; i < 3000; i++) {
            Instant resolved = from.plusMillis(random.nextLong(Duration.ofDays(4).toMillis()));
            Span window = window(resolved);

            Instant moment = moment(hours.allowedBetween(window.start(), window.end()));

            assertThat(moment).isAfterOrEqualTo(window.start()).isBefore(window.end());
            assertThat(hours.isAllowed(moment)).as("%s is allowed", moment).isTrue();
        }
    }

    /** 26,000 surveys over 13 hours: 2,000 in each, give or take six standard deviations. */
    @Test
    void spreadsABurstEvenlyOverTheAllowedHours() {
        List<Span> allowed = allowed("NO", "Europe/Oslo", RESOLVED);
        Span first = allowed.getFirst();
        long[] perHour = new long[13];
        for (int i = 0; i < 26_000; i++) {
            perHour[(int) (allowedSecondsUntil(moment(allowed), allowed) / 3600)]++;
        }

        assertThat(allowedSecondsUntil(allowed.getLast().end(), allowed))
                .as("08 to 21 within 24 hours, after %s", first.start())
                .isEqualTo(13 * 3600);
        assertThat(LongStream.of(perHour)).allMatch(count -> Math.abs(count - 2000) < 270);
    }

    @Test
    void reachesEverySecondAndNoOther() {
        Instant start = Instant.parse("2026-03-03T08:00:00.250Z");
        List<Span> allowed =
                List.of(
                        new Span(start, start.plusMillis(2500)),
                        new Span(start.plusSeconds(60), start.plusSeconds(61)));
        Set<Instant> reached = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            reached.add(moment(allowed));
        }

        assertThat(reached)
                .containsExactlyInAnyOrder(
                        start, start.plusSeconds(1), start.plusSeconds(2), start.plusSeconds(60));
    }

    private Instant moment(List<Span> allowed) {
        UUID survey = Ids.of("survey", random.nextLong(), 1);
        return Objects.requireNonNull(Moment.of(survey, allowed));
    }

    private static long allowedSecondsUntil(Instant moment, List<Span> allowed) {
        return allowed.stream()
                        .filter(span -> span.start().isBefore(moment))
                        .map(span -> new Span(span.start(), min(span.end(), moment)))
                        .mapToLong(span -> Duration.between(span.start(), span.end()).toMillis())
                        .sum()
                / 1000;
    }

    private static Instant min(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static List<Span> allowed(String country, String zone, Instant resolved) {
        Span window = window(resolved);
        return hours(country, zone).allowedBetween(window.start(), window.end());
    }

    private static ContactWindow hours(String country, String zone) {
        return HOURS.allowed(country, ZoneId.of(zone), Channel.EMAIL, Audience.CONSUMER);
    }

    private static Span window(Instant resolved) {
        return new Span(resolved.plus(Duration.ofHours(24)), resolved.plus(Duration.ofHours(48)));
    }
}
