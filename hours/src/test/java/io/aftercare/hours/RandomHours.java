package io.aftercare.hours;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Hours drawn at random, with days off near one instant; they say themselves what is open. */
record RandomHours(
        Map<DayOfWeek, List<Segment>> week,
        Optional<String> country,
        Set<LocalDate> closed,
        Map<LocalDate, List<Segment>> opened,
        Set<LocalDate> holidays) {
    private static final List<String> COUNTRIES =
            List.of("NO", "US", "DE", "JP", "BR", "SA", "IN", "GB", "AU", "ET");

    static RandomHours near(Instant instant, ZoneId zone, Random random) {
        Map<DayOfWeek, List<Segment>> week = new EnumMap<>(DayOfWeek.class);
        while (week.values().stream().allMatch(List::isEmpty)) {
            for (DayOfWeek day : DayOfWeek.values()) {
                week.put(day, segments(random, random.nextInt(4)));
            }
        }
        LocalDate today = LocalDate.ofInstant(instant, zone);
        Set<LocalDate> closed = new HashSet<>();
        Map<LocalDate, List<Segment>> opened = new HashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            LocalDate date = today.plusDays(random.nextInt(-20, 21));
            if (random.nextBoolean() && !opened.containsKey(date)) {
                closed.add(date);
            } else if (!closed.contains(date)) {
                opened.put(date, segments(random, 1 + random.nextInt(3)));
            }
        }
        Optional<String> country =
                random.nextInt(3) == 0
                        ? Optional.of(COUNTRIES.get(random.nextInt(COUNTRIES.size())))
                        : Optional.empty();
        Set<LocalDate> holidays = country.map(c -> holidays(c, today.getYear())).orElse(Set.of());
        return new RandomHours(week, country, closed, opened, holidays);
    }

    boolean isOpen(LocalDateTime local) {
        LocalDate date = local.toLocalDate();
        int minute = local.getHour() * 60 + local.getMinute();
        for (Segment segment : segments(date)) {
            if (segment.from() <= minute && minute < segment.to()) {
                return true;
            }
        }
        return false;
    }

    private List<Segment> segments(LocalDate date) {
        if (opened.containsKey(date)) {
            return opened.getOrDefault(date, List.of());
        }
        return closed.contains(date) || holidays.contains(date)
                ? List.of()
                : week.getOrDefault(date.getDayOfWeek(), List.of());
    }

    WeeklyHours weeklyHours() {
        return WeeklyHours.of(week);
    }

    DaysOff daysOff() {
        DaysOff days = country.map(DaysOff::publicHolidays).orElse(DaysOff.none()).closedOn(closed);
        for (Map.Entry<LocalDate, List<Segment>> day : opened.entrySet()) {
            days = days.openOn(day.getKey(), day.getValue());
        }
        return days;
    }

    /** Half of the days are made of small pieces of the first hours, where clocks change. */
    private static List<Segment> segments(Random random, int number) {
        if (random.nextInt(8) == 0) {
            return List.of(new Segment(0, 1440));
        }
        int reach = random.nextBoolean() ? 1440 : 240;
        Set<Integer> cuts = new TreeSet<>();
        while (cuts.size() < 2 * number) {
            cuts.add(random.nextInt(3) == 0 ? random.nextInt(25) * 60 : random.nextInt(reach + 1));
        }
        List<Integer> ends = List.copyOf(cuts).stream().sorted().toList();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < ends.size(); i += 2) {
            segments.addFirst(new Segment(ends.get(i), ends.get(i + 1)));
        }
        return segments;
    }

    private static Set<LocalDate> holidays(String country, int year) {
        Set<LocalDate> dates = new HashSet<>();
        HolidayManager source =
                HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase()));
        for (int listed = year - 2; listed <= year + 2; listed++) {
            source.getHolidays(Year.of(listed)).stream()
                    .filter(holiday -> holiday.getType() != HolidayType.OBSERVANCE)
                    .forEach(holiday -> dates.add(holiday.getDate()));
        }
        return dates;
    }
}
