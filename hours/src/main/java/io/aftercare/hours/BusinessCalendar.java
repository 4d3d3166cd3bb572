package io.aftercare.hours;

import io.aftercare.hours.OpenTime.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * When a team works, and how much of its time lies between two instants.
 *
 * <p>All methods refuse, with {@link InvalidHours}, instants outside 1970 to 2099 and results that
 * would lie there. A <em>business day</em> is a local date with at least one open minute.
 */
public final class BusinessCalendar {
    private static final LocalTime LAST_TIME = LocalTime.of(23, 59, 59, 999_000_000);

    private final ZonedHours hours;

    private BusinessCalendar(ZonedHours hours) {
        this.hours = hours;
    }

    /** Refuses a calendar that has no working time in some year. */
    public static BusinessCalendar of(ZoneId zone, WeeklyHours week, DaysOff daysOff) {
        return new BusinessCalendar(new ZonedHours(zone, week, daysOff).requireOpenEveryYear());
    }

    /** Open at every instant; the zone only says where one day ends and the next begins. */
    public static BusinessCalendar alwaysOpen(ZoneId zone) {
        return of(zone, WeeklyHours.aroundTheClock(), DaysOff.none());
    }

    public ZoneId zone() {
        return hours.zone();
    }

    public boolean isOpen(Instant instant) {
        long at = OpenTime.millis(instant);
        Stretch next = hours.firstAfter(at);
        return next != null && next.start() == at;
    }

    /** The first open instant at or after this one. */
    public Instant nextOpen(Instant instant) {
        long at = OpenTime.millis(instant);
        long start = after(at).start();
        return start == at ? instant : Instant.ofEpochMilli(start);
    }

    /**
     * The earliest instant by which so much business time has passed. It may be a closing time; use
     * {@link #nextOpen} on it if somebody must be there. Zero gives {@code from} itself.
     */
    public Instant plus(Instant from, Duration businessTime) {
        long at = OpenTime.millis(from);
        for (long left = amount(businessTime); left > 0; ) {
            Stretch open = after(at);
            long step = Math.min(left, open.end() - open.start());
            at = open.start() + step;
            left -= step;
        }
        return Instant.ofEpochMilli(at);
    }

    /**
     * The latest instant from which so much business time passes until {@code to}. Zero gives
     * {@code to} itself.
     */
    public Instant minus(Instant to, Duration businessTime) {
        long at = OpenTime.millis(to);
        for (long left = amount(businessTime); left > 0; ) {
            Stretch open = before(at);
            long step = Math.min(left, open.end() - open.start());
            at = open.end() - step;
            left -= step;
        }
        return Instant.ofEpochMilli(at);
    }

    /** The business time between two instants; negative if {@code to} is the earlier one. */
    public Duration between(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return between(to, from).negated();
        }
        long until = OpenTime.millis(to);
        long sum = 0;
        Stretch open = hours.firstAfter(OpenTime.millis(from));
        while (open != null && open.start() < until) {
            sum += Math.min(open.end(), until) - open.start();
            open = hours.firstAfter(open.end());
        }
        return Duration.ofMillis(sum);
    }

    /**
     * The same time of day so many business days later. Counts from the next open instant, so what
     * comes in at night or on a Sunday counts as coming in at the next opening. Where that later
     * day is not open at that time, it is the next opening.
     *
     * @param days 1 or more
     */
    public Instant plusBusinessDays(Instant from, int days) {
        requirePositive(days);
        LocalDateTime start = local(after(OpenTime.millis(from)).start());
        LocalDate date = businessDayAfter(start.toLocalDate(), days);
        return Instant.ofEpochMilli(after(first(date.atTime(start.toLocalTime()))).start());
    }

    /**
     * The mirror of {@link #plusBusinessDays}: leaves so many whole business days until {@code to}.
     * Counts from the last instant of business time before {@code to}; the result is an open
     * instant or a closing time.
     *
     * @param days 1 or more
     */
    public Instant minusBusinessDays(Instant to, int days) {
        requirePositive(days);
        LocalDateTime last = local(before(OpenTime.millis(to)).end() - 1);
        LocalDate date = businessDayBefore(last.toLocalDate(), days);
        return Instant.ofEpochMilli(before(afterLast(date.atTime(last.toLocalTime()))).end());
    }

    /**
     * The last closing time of a later business day: 1 is the first business day after the local
     * date of {@code from}, whether or not that date is a business day itself.
     *
     * @param days 1 or more
     */
    public Instant endOfBusinessDay(Instant from, int days) {
        requirePositive(days);
        LocalDate date = businessDayAfter(local(OpenTime.millis(from)).toLocalDate(), days);
        Stretch open = before(afterLast(date.atTime(LAST_TIME)));
        while (!date(open).equals(date)) {
            open = before(open.start());
        }
        return Instant.ofEpochMilli(open.end());
    }

    private LocalDate businessDayAfter(LocalDate date, int days) {
        LocalDate found = date;
        long at = first(date.plusDays(1).atStartOfDay());
        for (int left = days; left > 0; ) {
            Stretch open = after(at);
            if (date(open).isAfter(found)) {
                found = date(open);
                left--;
            }
            at = open.end();
        }
        return found;
    }

    private LocalDate businessDayBefore(LocalDate date, int days) {
        LocalDate found = date;
        long at = afterLast(date.minusDays(1).atTime(LAST_TIME));
        for (int left = days; left > 0; ) {
            Stretch open = before(at);
            if (date(open).isBefore(found)) {
                found = date(open);
                left--;
            }
            at = open.start();
        }
        return found;
    }

    private Stretch after(long at) {
        return found(hours.firstAfter(at), at, "after");
    }

    private Stretch before(long at) {
        return found(hours.lastBefore(at), at, "before");
    }

    private static Stretch found(@Nullable Stretch open, long at, String side) {
        if (open == null) {
            throw new InvalidHours(
                    "instant",
                    "must leave working time in %d to %d, there is none %s %s"
                            .formatted(
                                    OpenTime.FIRST_YEAR,
                                    OpenTime.LAST_YEAR,
                                    side,
                                    Instant.ofEpochMilli(at)));
        }
        return open;
    }

    private LocalDate date(Stretch open) {
        return local(open.start()).toLocalDate();
    }

    private LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), hours.zone());
    }

    /** The first instant that shows this local time; one that the clocks skip: when they do. */
    private long first(LocalDateTime local) {
        ZoneOffsetTransition change = hours.rules().getTransition(local);
        return change != null && change.isGap()
                ? change.toEpochSecond() * 1000
                : local.atZone(hours.zone()).toInstant().toEpochMilli();
    }

    /** Right after the last instant that shows this local time; of a skipped one: as above. */
    private long afterLast(LocalDateTime local) {
        ZoneOffsetTransition change = hours.rules().getTransition(local);
        return change != null && change.isGap()
                ? change.toEpochSecond() * 1000
                : local.atZone(hours.zone()).withLaterOffsetAtOverlap().toInstant().toEpochMilli()
                        + 1;
    }

    private static long amount(Duration businessTime) {
        if (businessTime.isNegative() || businessTime.getSeconds() > OpenTime.END / 1000) {
            throw new InvalidHours("businessTime", "must be 0 to 130 years: " + businessTime);
        }
        return businessTime.toMillis();
    }

    private static void requirePositive(int days) {
        if (days < 1) {
            throw new InvalidHours("days", "must be 1 or more: " + days);
        }
    }
}
