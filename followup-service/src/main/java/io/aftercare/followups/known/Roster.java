package io.aftercare.followups.known;

import io.aftercare.hours.BusinessCalendar;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who leads whom, who stands in for whom, and when they work; as far as has been heard. */
public final class Roster {

    /** A chain of deputies is followed no further; so one that comes back to itself ends, too. */
    private static final int MOST_DEPUTIES = 5;

    private final Map<String, Staff> staff;
    private final Map<String, Team> teams;
    private final Map<String, BusinessCalendar> hours;
    private final BusinessCalendar company;

    /**
     * @param hours of those of the teams that have hours of their own
     * @param company when the others work
     */
    public Roster(
            Map<String, Staff> staff,
            Map<String, Team> teams,
            Map<String, BusinessCalendar> hours,
            BusinessCalendar company) {
        this.staff = Map.copyOf(staff);
        this.teams = Map.copyOf(teams);
        this.hours = Map.copyOf(hours);
        this.company = company;
    }

    /** The team that a member of staff is in, null if it is not known. */
    public @Nullable String teamOf(@Nullable String id) {
        Staff member = id == null ? null : staff.get(id);
        return member == null ? null : member.team();
    }

    public @Nullable String leadOf(@Nullable String teamId) {
        Team team = team(teamId);
        return team == null ? null : team.lead();
    }

    /** The team it belongs to, null if none is known. */
    public @Nullable String parentOf(@Nullable String teamId) {
        Team team = team(teamId);
        return team == null ? null : team.parent();
    }

    /** When a team works: as the company does, unless it has hours of its own. */
    public BusinessCalendar hoursOf(@Nullable String teamId) {
        return teamId == null ? company : hours.getOrDefault(teamId, company);
    }

    /**
     * Who can be spoken to in place of this member of staff: they themselves, or if they are away
     * their deputy, or the deputy's. Null if all of them are away.
     */
    public @Nullable String present(@Nullable String id, Instant at) {
        String candidate = id;
        for (int deputies = 0; candidate != null && deputies <= MOST_DEPUTIES; deputies++) {
            Staff member = staff.get(candidate);
            if (member == null || !member.isAway(at)) {
                return candidate;
            }
            candidate = member.deputy();
        }
        return null;
    }

    private @Nullable Team team(@Nullable String teamId) {
        return teamId == null ? null : teams.get(teamId);
    }
}
