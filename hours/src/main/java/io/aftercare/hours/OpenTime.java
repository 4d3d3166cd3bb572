package io.aftercare.hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Open time as stretches on the time line, in milliseconds since 1970-01-01T00:00Z. A stretch ends
 * where the time closes, where the local day ends, or where the clocks change: neighbours may
 * touch.
 */
sealed interface OpenTime permits ZonedHours, CommonHours {
    int FIRST_YEAR = 1970;
    int LAST_YEAR = 2099;

    /** Nothing is open before this, and nothing from the other on: every search ends there. */
    long BEGINNING = startOf(FIRST_YEAR);

    long END = startOf(LAST_YEAR + 1);

    /** The first stretch that ends after {@code from}, cut to begin there at the earliest. */
    @Nullable Stretch firstAfter(long from);

    /** The last stretch that begins before {@code to}, cut to end there at the latest. */
    @Nullable Stretch lastBefore(long to);

    /** As {@link #firstAfter}, where the caller needs one. */
    default Stretch after(long from) {
        return required(firstAfter(from), "after", from);
    }

    /** As {@link #lastBefore}, where the caller needs one. */
    default Stretch before(long to) {
        return required(lastBefore(to), "before", to);
    }

    default boolean isOpen(Instant instant) {
        long at = millis(instant);
        Stretch next = firstAfter(at);
        return next != null && next.start() == at;
    }

    default Instant nextOpen(Instant instant) {
        long at = millis(instant);
        long start = after(at).start();
        return start == at ? instant : Instant.ofEpochMilli(start);
    }

    /** Begins at {@code start}, is over at {@code end}; never empty. */
    record Stretch(long start, long end) {}

    /** What is open in all of these zones at once. */
    static OpenTime in(List<ZoneId> zones, WeeklyHours week, DaysOff daysOff) {
        List<ZonedHours> all =
                zones.stream().map(zone -> new ZonedHours(zone, week, daysOff)).toList();
        return all.size() == 1 ? all.getFirst() : new CommonHours(all);
    }

    static long millis(Instant instant) {
        if (instant.getEpochSecond() < BEGINNING / 1000 || instant.getEpochSecond() >= END / 1000) {
            throw new InvalidHours(
                    "instant",
                    "must lie in %d to %d: %s".formatted(FIRST_YEAR, LAST_YEAR, instant));
        }
        return instant.toEpochMilli();
    }

    private static Stretch required(@Nullable Stretch stretch, String side, long at) {
        if (stretch == null) {
            throw new InvalidHours(
                    "instant",
                    "must leave open time in %d to %d, there is none %s %s"
                            .formatted(FIRST_YEAR, LAST_YEAR, side, Instant.ofEpochMilli(at)));
        }
        return stretch;
    }

    private static long startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
