package io.aftercare.followups.promise;

import static io.aftercare.followups.promise.Desk.OFFICE;
import static io.aftercare.followups.promise.Desk.PACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.hours.BusinessCalendar;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    /** The second of March 2026 is a Monday. */
    private static final Instant MONDAY_TEN = oslo("2026-03-02T10:00");

    @Test
    void areOneBusinessDayAndFourBusinessHoursBeforeTheDate() {
        assertThat(between(MONDAY_TEN, oslo("2026-03-06T15:00")))
                .isEqualTo(new Thresholds(oslo("2026-03-05T15:00"), oslo("2026-03-06T11:00")));
        assertThat(between(MONDAY_TEN, oslo("2026-03-09T11:00")))
                .as("over a weekend")
                .isEqualTo(new Thresholds(oslo("2026-03-06T11:00"), oslo("2026-03-06T15:00")));
        assertThat(between(MONDAY_TEN, oslo("2026-03-07T23:59")))
                .as("a Saturday, counted from where the work ends")
                .isEqualTo(new Thresholds(oslo("2026-03-05T17:00"), oslo("2026-03-06T13:00")));
    }

    @Test
    void ofASpanUnderOneBusinessDayLieAtHalfAndFourFifthsOfItsBusinessTime() {
        Instant due = oslo("2026-03-03T10:00");
        Duration day = Duration.ofMillis(1);

        assertThat(between(MONDAY_TEN, due).first()).as("just one day").isEqualTo(MONDAY_TEN);
        assertThat(between(MONDAY_TEN.plus(day), due).first()).isEqualTo(oslo("2026-03-02T14:00"));
        assertThat(between(MONDAY_TEN, oslo("2026-03-02T15:00")))
                .isEqualTo(new Thresholds(oslo("2026-03-02T12:30"), oslo("2026-03-02T14:00")));
        assertThat(between(oslo("2026-03-06T16:00"), oslo("2026-03-09T10:00")))
                .as("one hour before the weekend and one after")
                .isEqualTo(new Thresholds(oslo("2026-03-06T17:00"), oslo("2026-03-09T09:36")));
    }

    @Test
    void lieInWallTimeWhereNobodyWorks() {
        assertThat(between(oslo("2026-03-07T10:00"), oslo("2026-03-07T20:00")))
                .isEqualTo(new Thresholds(oslo("2026-03-07T15:00"), oslo("2026-03-07T18:00")));
    }

    @Test
    void areInOrderAlsoIfADayHasFewerThanFourHours() {
        BusinessCalendar mornings = Desk.calendar("Europe/Oslo", "Mon-Fri 09:00-11:00");

        assertThat(Thresholds.between(MONDAY_TEN, oslo("2026-03-06T10:00"), mornings, PACE))
                .isEqualTo(new Thresholds(oslo("2026-03-04T10:00"), oslo("2026-03-05T10:00")));
    }

    @Test
    void lieAfterTheDateWasGivenOrHavePassedAndNeverAfterItIsDue() {
        List<BusinessCalendar> calendars =
                List.of(
                        OFFICE,
                        Desk.calendar("Europe/Oslo", "Mon-Sun 00:00-24:00"),
                        Desk.calendar("Europe/London", "Mon-Fri 22:00-24:00; Sun 00:00-00:30"),
                        Desk.calendar("America/New_York", "Tue 09:00-12:00,13:00-16:00"),
                        Desk.calendar("Pacific/Auckland", "Mon-Fri 08:00-12:00,12:30-16:30"));
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            Instant given = MONDAY_TEN.plusMillis(random.nextLong(Duration.ofDays(300).toMillis()));
            Duration most = random.nextBoolean() ? Duration.ofDays(30) : Duration.ofHours(20);
            Instant due = given.plusMillis(1 + random.nextLong(most.toMillis()));
            BusinessCalendar hours = calendars.get(random.nextInt(calendars.size()));
            Thresholds of = Thresholds.between(given, due, hours, PACE);

            assertThat(of.first()).as("seed %d", seed).isBeforeOrEqualTo(of.second());
            assertThat(of.second()).as("seed %d", seed).isBeforeOrEqualTo(due);
            boolean divided = hours.minusBusinessDays(due, 1).isBefore(given);
            if (divided) {
                assertThat(of.first()).as("seed %d", seed).isAfterOrEqualTo(given);
                Duration business = hours.between(given, due);
                Duration spent = hours.between(given, of.second());
                if (!business.isZero()) {
                    assertThat(spent.toMillis())
                            .as("seed %d", seed)
                            .isEqualTo(business.toMillis() * 80 / 100);
                }
            } else {
                List<Instant> both = List.of(of.first(), of.second());
                assertThat(both).as("seed %d", seed).contains(hours.minusBusinessDays(due, 1));
                Instant other =
                        hours.minusBusinessDays(due, 1).equals(of.first())
                                ? of.second()
                                : of.first();
                assertThat(hours.between(other, due))
                        .as("seed %d", seed)
                        .isEqualTo(Duration.ofHours(4));
            }
        }
    }

    private static Thresholds between(Instant given, Instant due) {
        return Thresholds.between(given, due, OFFICE, PACE);
    }

    private static Instant oslo(String local) {
        return LocalDateTime.parse(local).atZone(OSLO).toInstant();
    }
}
