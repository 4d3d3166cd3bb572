package io.aftercare.followups.known;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of a member of staff: nothing that names them.
 *
 * @param version counts up with each change at the source
 * @param team the one they are in
 * @param deputy who stands in for them while they are away
 * @param gone true if they were erased
 */
public record Staff(
        String id,
        long version,
        @Nullable String team,
        @Nullable String deputy,
        List<Absence> absences,
        boolean gone) {

    /** More often nobody is away; what is said beyond that is passed over. */
    private static final int MOST_ABSENCES = 100;

    public Staff {
        absences =
                absences.stream()
                        .filter(it -> it.from().isBefore(it.until()))
                        .limit(MOST_ABSENCES)
                        .toList();
    }

    public Staff(
            String id,
            long version,
            @Nullable String team,
            @Nullable String deputy,
            List<Absence> absences) {
        this(id, version, team, deputy, absences, false);
    }

    /**
     * A time that somebody is away.
     *
     * @param until the first instant that they are back
     */
    public record Absence(Instant from, Instant until) {

        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    boolean isAway(Instant at) {
        return gone || absences.stream().anyMatch(absence -> absence.covers(at));
    }

    /** True if this one says the same, whatever its version. */
    boolean saysTheSame(@Nullable Staff other) {
        return other != null
                && equals(
                        new Staff(
                                id, version, other.team, other.deputy, other.absences, other.gone));
    }
}
