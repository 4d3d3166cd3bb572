package io.aftercare.followups.known;

import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes who is in which team, who leads it, when it works, and who stands in for whom. */
@Component
public class LearningRosters {

    private static final Logger LOG = LoggerFactory.getLogger(LearningRosters.class);

    private final Rosters rosters;
    private final Clock clock;

    LearningRosters(Rosters rosters, Clock clock) {
        this.rosters = rosters;
        this.clock = clock;
    }

    /** What was said of staff and teams, in the order in which it was said. */
    public record Said(
            List<Staff> staff, List<Team> teams, List<String> goneStaff, List<String> goneTeams) {

        public Said() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    /**
     * Keeps the newest version of each; older ones and those of whom was erased change nothing.
     *
     * @return the keys of which something is different now, as {@code team:…}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> learn(Said said) {
        List<String> changed = new ArrayList<>();
        if (!said.staff.isEmpty()) {
            changed.addAll(learnStaff(said.staff));
        }
        if (!said.teams.isEmpty()) {
            changed.addAll(learnTeams(said.teams));
        }
        if (!said.goneStaff.isEmpty() || !said.goneTeams.isEmpty()) {
            rosters.erase(
                    said.goneStaff.stream().distinct().toList(),
                    said.goneTeams.stream().distinct().toList(),
                    clock.instant());
            said.goneStaff.forEach(id -> changed.add(Keys.ofStaff(id)));
            said.goneTeams.forEach(id -> changed.add(Keys.ofTeam(id)));
        }
        return changed.stream().distinct().toList();
    }

    private List<String> learnStaff(List<Staff> said) {
        Map<String, Staff> newest = newest(said, Staff::id, Staff::version);
        Map<String, Staff> before = rosters.staff(newest.keySet());
        rosters.saveStaff(newest.values());
        return rosters.staff(newest.keySet()).values().stream()
                .filter(now -> !now.saysTheSame(before.get(now.id())))
                .map(now -> Keys.ofStaff(now.id()))
                .toList();
    }

    private List<String> learnTeams(List<Team> said) {
        Map<String, Team> newest =
                newest(
                        said.stream().map(LearningRosters::checked).toList(),
                        Team::id,
                        Team::version);
        Map<String, Team> before = rosters.teams(newest.keySet());
        rosters.saveTeams(newest.values());
        return rosters.teams(newest.keySet()).values().stream()
                .filter(now -> !now.saysTheSame(before.get(now.id())))
                .map(now -> Keys.ofTeam(now.id()))
                .toList();
    }

    /** A publisher's typo must not cost the rest; notification-service names the field. */
    private static Team checked(Team team) {
        TeamHours hours = team.hours();
        String fault = hours == null ? null : hours.fault();
        if (fault == null) {
            return team;
        }
        LOG.warn("calendar of team {} counts as none: {}", team.id(), fault);
        return team.withoutHours();
    }

    private static <T> Map<String, T> newest(
            Collection<T> all, Function<T, String> id, ToLongFunction<T> version) {
        Map<String, T> newest = new HashMap<>();
        for (T one : all) {
            newest.merge(
                    Objects.requireNonNull(id.apply(one)),
                    one,
                    (a, b) -> version.applyAsLong(a) >= version.applyAsLong(b) ? a : b);
        }
        return newest;
    }
}
