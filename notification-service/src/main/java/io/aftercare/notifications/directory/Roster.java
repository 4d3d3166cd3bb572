package io.aftercare.notifications.directory;

import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.InvalidHours;
import io.aftercare.notifications.directory.Details.Fault;
import io.aftercare.schemas.Keys;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How staff and teams work together. It is checked and published here and not stored: other
 * services go by it.
 *
 * @param deputy staff: who stands in for them while they are away
 * @param absences staff: when they are away
 * @param parent team: the team it belongs to
 * @param calendar team: when it works, null: as the company does
 */
record Roster(
        @Nullable String deputy,
        List<Absence> absences,
        @Nullable String parent,
        @Nullable Calendar calendar) {

    static final Roster NONE = new Roster(null, List.of(), null, null);

    private static final int MOST_ABSENCES = 100;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    /**
     * A time that somebody is away.
     *
     * @param until the first instant that they are back
     */
    record Absence(@Nullable Instant from, @Nullable Instant until) {

        boolean isOne() {
            return from != null
                    && until != null
                    && !from.isBefore(EARLIEST)
                    && from.isBefore(until)
                    && until.isBefore(LATEST);
        }
    }

    /**
     * @param zone IANA
     * @param country closed on its public holidays, null: on none
     * @param subdivision and on those of this part of it
     * @param week as {@code Mon-Fri 08:00-16:00}
     * @param closed own days
     */
    record Calendar(
            @Nullable String zone,
            @Nullable String country,
            @Nullable String subdivision,
            @Nullable String week,
            @Nullable List<@Nullable LocalDate> closed) {

        /** What breaks a rule, null if nothing does. */
        @Nullable Fault fault() {
            List<LocalDate> days = new ArrayList<>();
            for (LocalDate day : closed == null ? List.<@Nullable LocalDate>of() : closed) {
                if (day == null) {
                    return new Fault("calendar.closed", "must be dates, as 2026-12-24");
                }
                days.add(day);
            }
            try {
                BusinessCalendar.read(
                        zone == null ? "" : zone,
                        country,
                        subdivision,
                        week == null ? "" : week,
                        days);
                return null;
            } catch (InvalidHours e) {
                return new Fault("calendar." + e.field(), e.rule());
            }
        }
    }

    Roster {
        absences = List.copyOf(absences);
    }

    /** Every field that breaks its rule; none: all is well. */
    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (deputy != null && !Keys.isId(deputy)) {
            faults.add(new Fault("deputy", "must be 1 to 100 printable ASCII characters"));
        }
        if (absences.size() > MOST_ABSENCES || !absences.stream().allMatch(Absence::isOne)) {
            faults.add(
                    new Fault(
                            "absences",
                            "must be at most %d, each ending after it begins, from 1970 to 2099"
                                    .formatted(MOST_ABSENCES)));
        }
        if (parent != null && !Keys.isId(parent)) {
            faults.add(new Fault("parent", "must be 1 to 100 printable ASCII characters"));
        }
        Fault ofCalendar = calendar == null ? null : calendar.fault();
        if (ofCalendar != null) {
            faults.add(ofCalendar);
        }
        return faults;
    }

    /** The same without these fields: what is malformed counts as not said. */
    Roster without(Set<String> fields) {
        return new Roster(
                fields.contains("deputy") ? null : deputy,
                fields.contains("absences") ? List.of() : absences,
                fields.contains("parent") ? null : parent,
                fields.stream().anyMatch(field -> field.startsWith("calendar.")) ? null : calendar);
    }
}
