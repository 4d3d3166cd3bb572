package io.aftercare.hours;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Open time as a list of minutes, each asked for itself: slow, and obviously right. It knows only
 * the minutes from {@code start} on, so many; what would lie outside is empty. Times are
 * milliseconds since 1970-01-01T00:00Z.
 */
final class MinuteModel {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;

    private final long start;
    private final int length;
    private final BitSet open = new BitSet();

    /** What the wall clock shows when each minute begins, counted as if it were UTC. */
    private final long[] local;

    private final NavigableSet<LocalDate> businessDays = new TreeSet<>();

    MinuteModel(Instant start, int length, ZoneId zone, Predicate<Instant> isOpen) {
        this.start = start.toEpochMilli();
        this.length = length;
        this.local = new long[length];
        for (int i = 0; i < length; i++) {
            Instant minute = start.plusSeconds(60L * i);
            LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
            local[i] = shown.toInstant(UTC).toEpochMilli();
            if (isOpen.test(minute)) {
                open.set(i);
                businessDays.add(shown.toLocalDate());
            }
        }
    }

    boolean isOpen(long t) {
        return open.get(index(t));
    }

    OptionalLong nextOpen(long t) {
        int next = open.nextSetBit(index(t));
        return next < 0 ? OptionalLong.empty() : OptionalLong.of(Math.max(t, begin(next)));
    }

    /** Where the last open millisecond before {@code t} ends. */
    OptionalLong endOfLastOpen(long t) {
        int last = open.previousSetBit(index(t - 1));
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(t, begin(last + 1)));
    }

    OptionalLong plus(long t, long amount) {
        long left = amount;
        long at = t;
        while (left > 0) {
            if (index(at) >= length) {
                return OptionalLong.empty();
            }
            long step = Math.min(left, begin(index(at) + 1) - at);
            if (!open.get(index(at))) {
                at = begin(index(at) + 1);
            } else {
                at += step;
                left -= step;
            }
        }
        return OptionalLong.of(at);
    }

    OptionalLong minus(long t, long amount) {
        long left = amount;
        long at = t;
        while (left > 0) {
            if (at <= start) {
                return OptionalLong.empty();
            }
            int minute = index(at - 1);
            long step = Math.min(left, at - begin(minute));
            if (!open.get(minute)) {
                at = begin(minute);
            } else {
                at -= step;
                left -= step;
            }
        }
        return OptionalLong.of(at);
    }

    long between(long from, long to) {
        long sum = 0;
        for (int i = index(from); i <= index(to); i++) {
            if (open.get(i)) {
                sum += Math.min(to, begin(i + 1)) - Math.max(from, begin(i));
            }
        }
        return sum;
    }

    List<Span> openBetween(long from, long to) {
        List<Span> spans = new ArrayList<>();
        for (int i = index(from); i <= index(to); i++) {
            long begin = Math.max(from, begin(i));
            long end = Math.min(to, begin(i + 1));
            if (open.get(i) && begin < end) {
                boolean goesOn = !spans.isEmpty() && spans.getLast().end().toEpochMilli() == begin;
                Instant first = goesOn ? spans.removeLast().start() : Instant.ofEpochMilli(begin);
                spans.add(new Span(first, Instant.ofEpochMilli(end)));
            }
        }
        return spans;
    }

    OptionalLong plusBusinessDays(long t, int days) {
        OptionalLong counted = nextOpen(t);
        if (counted.isEmpty()) {
            return counted;
        }
        long shown = shown(counted.getAsLong());
        LocalDate date = businessDayAfter(date(shown), days);
        if (date == null) {
            return OptionalLong.empty();
        }
        long sought = midnight(date) + Math.floorMod(shown, DAY);
        int i = 0;
        while (i < length && local[i] + MINUTE <= sought) {
            i++;
        }
        return nextOpen(begin(i) + (i < length ? Math.max(0, sought - local[i]) : 0));
    }

    OptionalLong minusBusinessDays(long t, int days) {
        OptionalLong counted = endOfLastOpen(t);
        if (counted.isEmpty()) {
            return counted;
        }
        long shown = shown(counted.getAsLong() - 1);
        LocalDate date = date(shown);
        for (int i = 0; i < days && date != null; i++) {
            date = businessDays.lower(date);
        }
        if (date == null) {
            return OptionalLong.empty();
        }
        long sought = midnight(date) + Math.floorMod(shown, DAY);
        int i = length - 1;
        while (i >= 0 && local[i] > sought) {
            i--;
        }
        if (i < 0) {
            return OptionalLong.empty();
        }
        return endOfLastOpen(begin(i) + Math.min(MINUTE, sought - local[i] + 1));
    }

    OptionalLong endOfBusinessDay(long t, int days) {
        LocalDate date = businessDayAfter(date(shown(t)), days);
        if (date == null || date.equals(businessDays.last())) {
            return OptionalLong.empty();
        }
        int i = length - 1;
        while (!open.get(i) || !date(local[i]).equals(date)) {
            i--;
        }
        return OptionalLong.of(begin(i + 1));
    }

    private @Nullable LocalDate businessDayAfter(LocalDate start, int days) {
        LocalDate date = start;
        for (int i = 0; i < days && date != null; i++) {
            date = businessDays.higher(date);
        }
        return date;
    }

    private long shown(long t) {
        return local[index(t)] + t - begin(index(t));
    }

    private static LocalDate date(long shown) {
        return LocalDate.ofEpochDay(Math.floorDiv(shown, DAY));
    }

    private static long midnight(LocalDate date) {
        return date.toEpochDay() * DAY;
    }

    private int index(long t) {
        return Math.toIntExact(Math.floorDiv(t - start, MINUTE));
    }

    private long begin(int minute) {
        return start + minute * MINUTE;
    }
}
