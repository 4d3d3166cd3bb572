package io.aftercare.hours;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random hours, zones and instants around changes of clocks, compared with {@link MinuteModel}. A
 * failure names its seed; {@code -Dseed=…} plays that round again.
 */
class AgainstTheMinuteModelTest {
    private static final boolean THOROUGH = Boolean.getBoolean("thorough");
    private static final Long SEED = Long.getLong("seed");
    private static final int DAYS = 60;
    private static final int QUESTIONS = 30;

    /**
     * Clocks that change by half an hour, at midnight, across a date, by a day, often, or never.
     */
    private static final List<ZoneId> ZONES =
            Stream.of(
                            "Australia/Lord_Howe",
                            "Pacific/Apia",
                            "Asia/Kathmandu",
                            "Pacific/Chatham",
                            "America/Sao_Paulo",
                            "America/St_Johns",
                            "America/Havana",
                            "America/Santiago",
                            "America/Scoresbysund",
                            "America/New_York",
                            "America/Caracas",
                            "Africa/Cairo",
                            "Africa/Casablanca",
                            "Antarctica/Troll",
                            "Asia/Beirut",
                            "Asia/Gaza",
                            "Asia/Pyongyang",
                            "Asia/Tehran",
                            "Atlantic/Azores",
                            "Europe/London",
                            "Europe/Oslo",
                            "Pacific/Kiritimati",
                            "Pacific/Kwajalein",
                            "UTC")
                    .map(ZoneId::of)
                    .toList();

    private int answered;
    private int asked;

    @Test
    void calendarsAgreeWithTheModel() {
        play(THOROUGH ? 2_000 : 150, this::compareCalendar);
    }

    @Test
    void contactWindowsAgreeWithTheModel() {
        play(THOROUGH ? 1_500 : 100, this::compareWindow);
    }

    private void play(int rounds, Round round) {
        if (SEED != null) {
            round.play(new Random(SEED), "-Dseed=" + SEED);
            return;
        }
        long first = System.nanoTime();
        System.out.printf("seed %d, %d rounds%n", first, rounds);
        for (long seed = first; seed < first + rounds; seed++) {
            try {
                round.play(new Random(seed), "-Dseed=" + seed);
            } catch (RuntimeException e) {
                throw new AssertionError("-Dseed=" + seed, e);
            }
        }
        assertThat(answered)
                .as("of %d questions answered by the model", asked)
                .isGreaterThan(asked * 9 / 10);
    }

    private void compareCalendar(Random random, String seed) {
        ZoneId zone = anyOf(ZONES, random);
        Instant middle = instant(zone, random);
        RandomHours hours = RandomHours.near(middle, zone, random);
        MinuteModel model = model(middle, zone, List.of(zone), hours);
        BusinessCalendar calendar = BusinessCalendar.of(zone, hours.weeklyHours(), hours.daysOff());

        for (int i = 0; i < QUESTIONS; i++) {
            Instant t = near(middle, random);
            Instant u = near(middle, random);
            int days = 1 + random.nextInt(4);
            Duration amount = amount(random);
            String where = "%s: %s, %s, %s, %d, %s".formatted(seed, zone, t, amount, days, hours);
            assertThat(calendar.isOpen(t)).as(where).isEqualTo(model.isOpen(millis(t)));
            same(where, model.nextOpen(millis(t)), () -> calendar.nextOpen(t));
            same(where, model.plus(millis(t), amount.toMillis()), () -> calendar.plus(t, amount));
            same(where, model.minus(millis(t), amount.toMillis()), () -> calendar.minus(t, amount));
            same(
                    where,
                    model.plusBusinessDays(millis(t), days),
                    () -> calendar.plusBusinessDays(t, days));
            same(
                    where,
                    model.minusBusinessDays(millis(t), days),
                    () -> calendar.minusBusinessDays(t, days));
            same(
                    where,
                    model.endOfBusinessDay(millis(t), days),
                    () -> calendar.endOfBusinessDay(t, days));
            assertThat(calendar.between(t, u).toMillis())
                    .as("%s, until %s", where, u)
                    .isEqualTo(
                            t.isAfter(u)
                                    ? -model.between(millis(u), millis(t))
                                    : model.between(millis(t), millis(u)));
        }
    }

    private void compareWindow(Random random, String seed) {
        List<ZoneId> zones =
                Stream.generate(() -> anyOf(ZONES, random)).limit(1 + random.nextInt(3)).toList();
        Instant middle = instant(anyOf(zones, random), random);
        RandomHours hours = RandomHours.near(middle, zones.getFirst(), random);
        MinuteModel model = model(middle, zones.getFirst(), zones, hours);
        ContactWindow window =
                new ContactWindow(OpenTime.in(zones, hours.weeklyHours(), hours.daysOff()));

        for (int i = 0; i < QUESTIONS; i++) {
            Instant t = near(middle, random);
            Instant u = t.plus(amount(random));
            String where = "%s: %s, %s, %s, %s".formatted(seed, zones, t, u, hours);
            assertThat(window.isAllowed(t)).as(where).isEqualTo(model.isOpen(millis(t)));
            assertThat(window.allowedBetween(t, u))
                    .as(where)
                    .isEqualTo(model.openBetween(millis(t), millis(u)));
            same(where, model.nextOpen(millis(t)), () -> window.nextAllowed(t));
            same(
                    where,
                    model.endOfLastOpen(millis(t)),
                    () -> window.lastAllowedBefore(t).plusMillis(1));
        }
    }

    private void same(String where, OptionalLong expected, Supplier<Instant> actual) {
        asked++;
        if (expected.isPresent()) {
            answered++;
            assertThat(actual.get())
                    .as(where)
                    .isEqualTo(Instant.ofEpochMilli(expected.getAsLong()));
        }
    }

    private static MinuteModel model(
            Instant middle, ZoneId zone, List<ZoneId> zones, RandomHours hours) {
        Instant start = middle.minus(Duration.ofDays(DAYS / 2));
        return new MinuteModel(
                start,
                DAYS * 24 * 60,
                zone,
                minute ->
                        zones.stream()
                                .allMatch(z -> hours.isOpen(LocalDateTime.ofInstant(minute, z))));
    }

    /** A whole minute of 1973 to 2090: mostly a change of clocks, if the zone has one after it. */
    private static Instant instant(ZoneId zone, Random random) {
        Instant any = Instant.ofEpochSecond(60 * random.nextLong(1_600_000, 63_000_000));
        if (random.nextInt(2) == 0) {
            any = Instant.ofEpochSecond(60 * random.nextLong(1_600_000, 27_000_000));
        }
        ZoneOffsetTransition change = zone.getRules().nextTransition(any);
        return change == null || random.nextInt(5) == 0 ? any : change.getInstant();
    }

    private static Instant near(Instant middle, Random random) {
        if (random.nextInt(8) == 0) {
            return middle.plusMillis(random.nextInt(-1, 2));
        }
        int minutes = random.nextInt(4) == 0 ? 15 * 24 * 60 : 6 * 60;
        Instant minute = middle.plusSeconds(60L * random.nextInt(-minutes, minutes + 1));
        return random.nextBoolean() ? minute : minute.plusMillis(random.nextInt(60_000));
    }

    private static Duration amount(Random random) {
        int minutes = random.nextBoolean() ? 10 * 60 : 4 * 24 * 60;
        long millis = random.nextBoolean() ? 0 : random.nextInt(60_000);
        return Duration.ofMinutes(random.nextInt(minutes)).plusMillis(millis);
    }

    private static <T> T anyOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    private interface Round {
        void play(Random random, String seed);
    }
}
