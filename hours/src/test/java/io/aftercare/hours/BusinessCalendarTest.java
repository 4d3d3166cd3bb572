package io.aftercare.hours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private final BusinessCalendar office =
            calendar("Mon-Fri 08:00-12:00,13:00-16:00", DaysOff.publicHolidays("NO"));

    @Test
    void isOpenFromTheFirstInstantOfASegmentUpToItsEnd() {
        assertThat(office.isOpen(oslo("2026-11-23T08:00").minusMillis(1))).isFalse();
        assertThat(office.isOpen(oslo("2026-11-23T08:00"))).isTrue();
        assertThat(office.isOpen(oslo("2026-11-23T12:00").minusMillis(1))).isTrue();
        assertThat(office.isOpen(oslo("2026-11-23T12:00"))).isFalse();
        assertThat(office.isOpen(oslo("2026-11-23T13:00"))).isTrue();
        assertThat(office.isOpen(oslo("2026-11-23T16:00"))).isFalse();
    }

    @Test
    void isReadAsItIsWrittenDown() {
        BusinessCalendar read =
                BusinessCalendar.read(
                        "Europe/Berlin",
                        "DE",
                        "BY",
                        "Mon-Fri 08:00-12:00,13:00-16:00",
                        List.of(LocalDate.parse("2026-11-24")));

        assertThat(read.isOpen(oslo("2026-11-23T08:00"))).isTrue();
        assertThat(read.isOpen(oslo("2026-11-23T12:30"))).isFalse();
        assertThat(read.isOpen(oslo("2026-11-24T08:00"))).as("own day").isFalse();
        assertThat(read.isOpen(oslo("2026-08-15T08:00"))).as("Saturday").isFalse();
        assertThat(read.isOpen(oslo("2026-01-06T08:00"))).as("Epiphany, in BY").isFalse();
    }

    @Test
    void whatIsRefusedOfAWrittenOneNamesItsField() {
        assertThat(fault("Mars/Base", "NO", null, "Mon 08:00-09:00")).isEqualTo("zone");
        assertThat(fault("Europe/Oslo", "XX", null, "Mon 08:00-09:00")).isEqualTo("country");
        assertThat(fault("Europe/Oslo", "NO", "BY", "Mon 08:00-09:00")).isEqualTo("subdivision");
        assertThat(fault("Europe/Oslo", null, "BY", "Mon 08:00-09:00")).isEqualTo("subdivision");
        assertThat(fault("Europe/Oslo", "NO", null, "")).isEqualTo("week");
        assertThat(fault("Europe/Oslo", "NO", null, "Mon 09:00-09:00")).isEqualTo("week");
        assertThat(fault("Europe/Oslo", "NO", null, "Mon 08:00-12:00,11:00-13:00"))
                .isEqualTo("week");
    }

    private static String fault(
            String zone, @Nullable String country, @Nullable String part, String week) {
        try {
            BusinessCalendar.read(zone, country, part, week, List.of());
            return "";
        } catch (InvalidHours e) {
            assertThat(e.rule()).startsWith("must");
            return e.field();
        }
    }

    @Test
    void findsTheNextOpenInstant() {
        assertThat(office.nextOpen(oslo("2026-11-23T09:30"))).isEqualTo(oslo("2026-11-23T09:30"));
        assertThat(office.nextOpen(oslo("2026-11-23T12:00"))).isEqualTo(oslo("2026-11-23T13:00"));
        assertThat(office.nextOpen(oslo("2026-11-20T16:00"))).isEqualTo(oslo("2026-11-23T08:00"));
    }

    @Test
    void addsAndTakesBusinessTimeAcrossLunchAndWeekend() {
        assertThat(office.plus(oslo("2026-11-20T11:00"), Duration.ofHours(4)))
                .isEqualTo(oslo("2026-11-20T16:00"));
        assertThat(office.plus(oslo("2026-11-20T11:00"), Duration.ofHours(4).plusMillis(1)))
                .isEqualTo(oslo("2026-11-23T08:00").plusMillis(1));
        assertThat(office.minus(oslo("2026-11-23T09:00"), Duration.ofHours(4)))
                .isEqualTo(oslo("2026-11-20T13:00"));
        assertThat(office.minus(oslo("2026-11-23T09:00"), Duration.ofHours(4).plusMillis(1)))
                .isEqualTo(oslo("2026-11-20T12:00").minusMillis(1));
        assertThat(office.between(oslo("2026-11-20T11:00"), oslo("2026-11-23T09:00")))
                .isEqualTo(Duration.ofHours(5));
        assertThat(office.between(oslo("2026-11-23T09:00"), oslo("2026-11-20T11:00")))
                .isEqualTo(Duration.ofHours(-5));
    }

    @Test
    void addingNothingMovesNothing() {
        Instant sunday = oslo("2026-11-22T03:00");

        assertThat(office.plus(sunday, Duration.ZERO)).isEqualTo(sunday);
        assertThat(office.minus(sunday, Duration.ZERO)).isEqualTo(sunday);
        assertThat(office.between(sunday, sunday)).isZero();
    }

    @Test
    void publicHolidaysAreClosedAndOwnDaysWinOverThem() {
        LocalDate constitutionDay = LocalDate.of(2027, 5, 17);
        DaysOff own =
                DaysOff.publicHolidays("NO")
                        .openOn(constitutionDay, List.of(Segment.parse("10:00-14:00")))
                        .closedOn(List.of(LocalDate.of(2027, 5, 18)));

        assertThat(office.nextOpen(oslo("2027-05-14T16:00"))).isEqualTo(oslo("2027-05-18T08:00"));
        BusinessCalendar special = calendar("Mon-Fri 08:00-16:00", own);
        assertThat(special.nextOpen(oslo("2027-05-14T16:00"))).isEqualTo(oslo("2027-05-17T10:00"));
        assertThat(special.nextOpen(oslo("2027-05-17T14:00"))).isEqualTo(oslo("2027-05-19T08:00"));
    }

    @Test
    void holidaysOfAPartOfACountryAddToTheNationalOnes() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        WeeklyHours week = WeeklyHours.parse("Mon-Sun 00:00-24:00");
        Instant epiphany = Instant.parse("2027-01-06T12:00:00Z");

        assertThat(BusinessCalendar.of(berlin, week, DaysOff.publicHolidays("de")).isOpen(epiphany))
                .isTrue();
        assertThat(
                        BusinessCalendar.of(berlin, week, DaysOff.publicHolidays("DE", "BY"))
                                .isOpen(epiphany))
                .isFalse();
    }

    @Test
    void aHolidayObservedInTheYearBeforeIsClosedThere() {
        BusinessCalendar newYork =
                BusinessCalendar.of(
                        ZoneId.of("America/New_York"),
                        WeeklyHours.parse("Mon-Fri 09:00-17:00"),
                        DaysOff.publicHolidays("US"));

        // New Year's Day 2022 was a Saturday
        assertThat(newYork.isOpen(Instant.parse("2021-12-31T15:00:00Z"))).isFalse();
        assertThat(newYork.isOpen(Instant.parse("2021-12-30T15:00:00Z"))).isTrue();
    }

    @Test
    void anHourThatTheClocksSkipIsNoBusinessTime() {
        BusinessCalendar night = calendar("Sun 01:00-04:00", DaysOff.none());

        assertThat(night.between(oslo("2027-03-28T00:00"), oslo("2027-03-28T12:00")))
                .isEqualTo(Duration.ofHours(2));
        assertThat(night.plus(oslo("2027-03-28T01:00"), Duration.ofMinutes(90)))
                .isEqualTo(oslo("2027-03-28T03:30"));
    }

    @Test
    void anHourThatTheClocksShowTwiceCountsTwice() {
        BusinessCalendar night = calendar("Sun 02:15-02:45", DaysOff.none());
        Instant midnight = oslo("2026-10-25T00:00");

        assertThat(night.between(midnight, oslo("2026-10-26T00:00")))
                .isEqualTo(Duration.ofHours(1));
        assertThat(night.plus(midnight, Duration.ofMinutes(30)))
                .isEqualTo(Instant.parse("2026-10-25T00:45:00Z"));
        assertThat(night.nextOpen(Instant.parse("2026-10-25T00:45:00Z")))
                .isEqualTo(Instant.parse("2026-10-25T01:15:00Z"));
        assertThat(night.minus(oslo("2026-10-26T00:00"), Duration.ofMinutes(31)))
                .isEqualTo(Instant.parse("2026-10-25T00:44:00Z"));
    }

    @Test
    void aroundTheClockEveryMillisecondCounts() {
        BusinessCalendar always = BusinessCalendar.alwaysOpen(OSLO);
        Instant from = oslo("2026-02-28T23:59").plusMillis(59_999);
        Instant to = oslo("2027-04-01T00:00");

        assertThat(always.isOpen(from)).isTrue();
        assertThat(always.nextOpen(from)).isEqualTo(from);
        assertThat(always.between(from, to)).isEqualTo(Duration.between(from, to));
        assertThat(always.plus(from, Duration.between(from, to))).isEqualTo(to);
        assertThat(always.minus(to, Duration.between(from, to))).isEqualTo(from);
    }

    @Test
    void keepsTheTimeOfDayWhenAddingBusinessDays() {
        assertThat(office.plusBusinessDays(oslo("2026-11-20T15:00"), 1))
                .isEqualTo(oslo("2026-11-23T15:00"));
        assertThat(office.minusBusinessDays(oslo("2026-11-23T15:00"), 1))
                .isEqualTo(oslo("2026-11-20T15:00"));
        assertThat(office.plusBusinessDays(oslo("2026-12-23T10:00"), 3))
                .isEqualTo(oslo("2026-12-29T10:00"));
    }

    @Test
    void whatComesInAfterHoursCountsFromTheNextOpening() {
        assertThat(office.plusBusinessDays(oslo("2026-11-20T18:00"), 1))
                .isEqualTo(oslo("2026-11-24T08:00"));
        assertThat(office.plusBusinessDays(oslo("2026-11-22T09:00"), 1))
                .isEqualTo(oslo("2026-11-24T08:00"));
    }

    @Test
    void leavesAWholeBusinessDayBeforeAMidnight() {
        Instant endOfFriday = oslo("2026-11-21T00:00");

        assertThat(office.minusBusinessDays(endOfFriday, 1)).isEqualTo(oslo("2026-11-19T16:00"));
        assertThat(office.minusBusinessDays(oslo("2026-11-22T12:00"), 1))
                .isEqualTo(oslo("2026-11-19T16:00"));
    }

    @Test
    void aShorterDayEndsEarlier() {
        BusinessCalendar shortFriday =
                calendar("Mon-Thu 08:00-16:00; Fri 08:00-12:00", DaysOff.none());

        assertThat(shortFriday.plusBusinessDays(oslo("2026-11-19T15:00"), 1))
                .isEqualTo(oslo("2026-11-23T08:00"));
        assertThat(shortFriday.minusBusinessDays(oslo("2026-11-23T15:00"), 1))
                .isEqualTo(oslo("2026-11-20T12:00"));
    }

    @Test
    void findsTheEndOfALaterBusinessDay() {
        assertThat(office.endOfBusinessDay(oslo("2026-11-19T23:00"), 1))
                .isEqualTo(oslo("2026-11-20T16:00"));
        assertThat(office.endOfBusinessDay(oslo("2026-11-20T07:00"), 1))
                .isEqualTo(oslo("2026-11-23T16:00"));
        assertThat(office.endOfBusinessDay(oslo("2026-11-21T07:00"), 2))
                .isEqualTo(oslo("2026-11-24T16:00"));
        assertThat(BusinessCalendar.alwaysOpen(OSLO).endOfBusinessDay(oslo("2026-11-21T07:00"), 1))
                .isEqualTo(oslo("2026-11-23T00:00"));
    }

    @Test
    void aDayThatTheZoneLeftOutIsNoBusinessDay() {
        ZoneId apia = ZoneId.of("Pacific/Apia");
        BusinessCalendar always = BusinessCalendar.alwaysOpen(apia);
        Instant thursday = at(apia, "2011-12-29T09:00");

        assertThat(always.plusBusinessDays(thursday, 1)).isEqualTo(at(apia, "2011-12-31T09:00"));
        assertThat(always.endOfBusinessDay(thursday, 1)).isEqualTo(at(apia, "2012-01-01T00:00"));
        assertThat(always.between(thursday, at(apia, "2011-12-31T09:00")))
                .isEqualTo(Duration.ofHours(24));
    }

    @Test
    void aDateThatBeginsTwiceIsOneBusinessDay() {
        // at 00:01 on Sunday the clocks went back to 23:01 on Saturday
        ZoneId stJohns = ZoneId.of("America/St_Johns");
        Instant friday = at(stJohns, "2010-11-05T09:00");
        BusinessCalendar always = BusinessCalendar.alwaysOpen(stJohns);
        BusinessCalendar early =
                BusinessCalendar.of(
                        stJohns,
                        WeeklyHours.parse("Fri-Sat 08:00-16:00; Sun 00:00-00:01"),
                        DaysOff.none());

        assertThat(always.plusBusinessDays(friday, 3)).isEqualTo(at(stJohns, "2010-11-08T09:00"));
        assertThat(always.minusBusinessDays(at(stJohns, "2010-11-08T09:00"), 3)).isEqualTo(friday);
        assertThat(always.endOfBusinessDay(friday, 1))
                .isEqualTo(Instant.parse("2010-11-07T03:30:00Z"));
        assertThat(early.endOfBusinessDay(friday, 1)).isEqualTo(at(stJohns, "2010-11-06T16:00"));
        assertThat(early.between(friday, friday.plus(Duration.ofDays(4))))
                .isEqualTo(Duration.ofMinutes(7 * 60 + 8 * 60 + 2));
    }

    @Test
    void refusesDaysItCannotKnow() {
        assertRefused("holidays.country", () -> DaysOff.publicHolidays("XX"));
        assertRefused("holidays.country", () -> DaysOff.publicHolidays("NYSE"));
        assertRefused("holidays.country", () -> DaysOff.publicHolidays(""));
        assertRefused("holidays.subdivision", () -> DaysOff.publicHolidays("DE", "XX"));
        assertRefused("holidays.subdivision", () -> DaysOff.publicHolidays("NO", ""));
    }

    @Test
    void refusesOwnDaysThatContradict() {
        LocalDate day = LocalDate.of(2026, 12, 24);
        List<Segment> morning = List.of(Segment.parse("08:00-12:00"));

        assertRefused("closed.2026-12-24", () -> DaysOff.none().closedOn(List.of(day, day)));
        assertRefused(
                "closed.2026-12-24",
                () -> DaysOff.none().openOn(day, morning).closedOn(List.of(day)));
        assertRefused("open.2026-12-24", () -> DaysOff.none().openOn(day, List.of()));
        assertRefused(
                "open.2026-12-24",
                () ->
                        DaysOff.none()
                                .openOn(
                                        day,
                                        List.of(Segment.parse("09:00-10:00"), morning.getFirst())));
        assertRefused(
                "closed.2100-01-01",
                () -> DaysOff.none().closedOn(List.of(LocalDate.of(2100, 1, 1))));
    }

    @Test
    void refusesACalendarThatIsShutForAWholeYear() {
        DaysOff shut =
                DaysOff.none()
                        .closedOn(
                                LocalDate.of(2031, 1, 1)
                                        .datesUntil(LocalDate.of(2032, 1, 1))
                                        .toList());

        assertThatExceptionOfType(InvalidHours.class)
                .isThrownBy(() -> calendar("Mon-Sun 08:00-16:00", shut))
                .satisfies(e -> assertThat(e.field()).isEqualTo("hours"))
                .withMessageContaining("none in 2031");
    }

    @Test
    void endsWithARefusalWhereTimeRunsOut() {
        Instant lastDay = Instant.parse("2099-12-31T22:00:00Z");

        assertRefused("instant", () -> office.nextOpen(lastDay));
        assertRefused("instant", () -> office.plus(lastDay, Duration.ofHours(1)));
        assertRefused("instant", () -> office.plusBusinessDays(lastDay, 1));
        assertRefused("instant", () -> office.endOfBusinessDay(lastDay, 1));
        assertRefused("instant", () -> office.minus(Instant.EPOCH, Duration.ofHours(1)));
        assertRefused("instant", () -> office.minusBusinessDays(Instant.EPOCH, 1));
        assertRefused(
                "instant", () -> office.plus(lastDay.minusSeconds(9), Duration.ofDays(40_000)));
        assertRefused("instant", () -> office.isOpen(Instant.MAX));
        assertRefused("instant", () -> office.isOpen(Instant.MIN));
        assertRefused("instant", () -> office.nextOpen(Instant.EPOCH.minusMillis(1)));
        assertRefused("instant", () -> office.isOpen(Instant.parse("2100-01-01T00:00:00Z")));
        assertThat(office.isOpen(lastDay)).isFalse();
    }

    @Test
    void refusesAmountsThatMakeNoSense() {
        Instant now = oslo("2026-11-23T09:00");

        assertRefused("businessTime", () -> office.plus(now, Duration.ofMillis(-1)));
        assertRefused("businessTime", () -> office.minus(now, Duration.ofSeconds(Long.MAX_VALUE)));
        assertRefused("days", () -> office.plusBusinessDays(now, 0));
        assertRefused("days", () -> office.minusBusinessDays(now, -1));
        assertRefused("days", () -> office.endOfBusinessDay(now, 0));
        assertRefused("instant", () -> office.plusBusinessDays(now, Integer.MAX_VALUE));
    }

    private static BusinessCalendar calendar(String week, DaysOff daysOff) {
        return BusinessCalendar.of(OSLO, WeeklyHours.parse(week), daysOff);
    }

    private static Instant oslo(String local) {
        return at(OSLO, local);
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    private static void assertRefused(String field, ThrowingCallable input) {
        assertThatExceptionOfType(InvalidHours.class)
                .isThrownBy(input)
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.rule()).contains("must"));
    }
}
