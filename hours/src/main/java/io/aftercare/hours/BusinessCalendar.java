package io.aftercare.hours;

import io.aftercare.hours.OpenTime.Stretch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a team works, and how much of its time lies between two instants.
 *
 * <p>All methods refuse, with {@link InvalidHours}, instants outside 1970 to 2099, and what has no
 * result inside these years. A <em>business day</em> is a local date with at least one open minute.
 */
public final class BusinessCalendar {
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final int LONGEST_WEEK = 1000;
    private static final int MOST_DAYS = 1000;

    private final ZonedHours hours;
    private final BusinessDays businessDays;

    private BusinessCalendar(ZonedHours hours) {
        this.hours = hours;
        this.businessDays = new BusinessDays(hours);
    }

    /** Refuses a calendar that has no working time in some year. */
    public static BusinessCalendar of(ZoneId zone, WeeklyHours week, DaysOff daysOff) {
        return new BusinessCalendar(new ZonedHours(zone, week, daysOff).requireOpenEveryYear());
    }

    /**
     * As somebody writes it down. What is refused names its field: {@code zone}, {@code country},
     * {@code subdivision}, {@code week} or {@code closed}.
     *
     * @param zone IANA, as {@code Europe/Oslo}
     * @param country closed on its public holidays, null: on none
     * @param subdivision also on those of this part of it
     * @param week as {@link WeeklyHours#parse} reads it
     * @param closed own days
     */
    public static BusinessCalendar read(
            String zone,
            @Nullable String country,
            @Nullable String subdivision,
            String week,
            Collection<LocalDate> closed) {
        if (week.length() > LONGEST_WEEK) {
            throw new InvalidHours("week", "must have at most " + LONGEST_WEEK + " characters");
        }
        if (closed.size() > MOST_DAYS) {
            throw new InvalidHours("closed", "must have at most " + MOST_DAYS + " days");
        }
        ZoneId known = named("zone", () -> zone(zone));
        DaysOff holidays = holidays(country, subdivision);
        DaysOff daysOff = named("closed", () -> holidays.closedOn(closed));
        return named("week", () -> of(known, WeeklyHours.parse(week), daysOff));
    }

    private static ZoneId zone(String name) {
        if (!ZONES.contains(name)) {
            throw new InvalidHours("zone", "must be an IANA time zone: '" + name + "'");
        }
        return ZoneId.of(name);
    }

    private static DaysOff holidays(@Nullable String country, @Nullable String subdivision) {
        if (country == null && subdivision != null) {
            throw new InvalidHours("subdivision", "must be a part of a country that is given");
        }
        if (country == null) {
            return DaysOff.none();
        }
        DaysOff ofCountry = named("country", () -> DaysOff.publicHolidays(country));
        return subdivision == null
                ? ofCountry
                : named("subdivision", () -> DaysOff.publicHolidays(country, subdivision));
    }

    private static <T> T named(String field, Supplier<T> part) {
        try {
            return part.get();
        } catch (InvalidHours e) {
            throw new InvalidHours(field, e.rule());
        }
    }

    /** Open at every instant; the zone only says where one day ends and the next begins. */
    public static BusinessCalendar alwaysOpen(ZoneId zone) {
        return of(zone, WeeklyHours.aroundTheClock(), DaysOff.none());
    }

    public ZoneId zone() {
        return hours.zone();
    }

    public boolean isOpen(Instant instant) {
        return hours.isOpen(instant);
    }

    /** The first open instant at or after this one. */
    public Instant nextOpen(Instant instant) {
        return hours.nextOpen(instant);
    }

    /**
     * The earliest instant by which so much business time has passed. It may be a closing time; use
     * {@link #nextOpen} on it if somebody must be there. Zero gives {@code from} itself.
     */
    public Instant plus(Instant from, Duration businessTime) {
        long at = OpenTime.millis(from);
        for (long left = amount(businessTime); left > 0; ) {
            Stretch open = hours.after(at);
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
            Stretch open = hours.before(at);
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
        return businessDays.plus(from, days);
    }

    /**
     * The mirror of {@link #plusBusinessDays}: leaves so many whole business days until {@code to}.
     * Counts from the last instant of business time before {@code to}; the result is an open
     * instant or a closing time.
     *
     * @param days 1 or more
     */
    public Instant minusBusinessDays(Instant to, int days) {
        return businessDays.minus(to, days);
    }

    /**
     * The last closing time of a later business day: 1 is the first business day after the local
     * date of {@code from}, whether or not that date is a business day itself.
     *
     * @param days 1 or more
     */
    public Instant endOfBusinessDay(Instant from, int days) {
        return businessDays.end(from, days);
    }

    private static long amount(Duration businessTime) {
        if (businessTime.isNegative() || businessTime.getSeconds() > OpenTime.END / 1000) {
            throw new InvalidHours("businessTime", "must be 0 to 130 years: " + businessTime);
        }
        return businessTime.toMillis();
    }
}
