package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.followups.known.Roster;
import io.aftercare.followups.known.Rosters;
import io.aftercare.followups.known.Succession;
import io.aftercare.followups.promise.Situation.Colleague;
import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.ContactWindow;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** What is known of those whom promises concern, loaded for many at once. */
@Repository
class Situations {

    private final Rosters rosters;
    private final People people;
    private final PromiseSettings settings;

    Situations(Rosters rosters, People people, PromiseSettings settings) {
        this.rosters = rosters;
        this.people = people;
        this.settings = settings;
    }

    /** By the ids of the promises: how it stands at that time, with the case that answers then. */
    Map<UUID, Situation> load(DuePromises due, Instant now) {
        return load(due.all(), due.cases(), now);
    }

    /**
     * @param cases those of the promises, and those in which these go on
     */
    Map<UUID, Situation> load(Collection<Promise> promises, Succession cases, Instant now) {
        Map<UUID, KnownCase> known = cases.answering();
        Roster roster =
                rosters.load(
                        promises.stream()
                                .map(it -> owner(it, known.get(it.terms().caseId())))
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList(),
                        known.values().stream()
                                .map(KnownCase::team)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
        Map<String, ContactWindow> customers = people.contactHours(Promises.people(promises));
        Map<UUID, Situation> situations = new HashMap<>();
        for (Promise promise : promises) {
            KnownCase of = known.get(promise.terms().caseId());
            String personId = promise.terms().personId();
            situations.put(
                    promise.terms().id(),
                    situation(
                            owner(promise, of),
                            of == null ? null : of.team(),
                            roster,
                            personId == null ? null : customers.get(personId),
                            now));
        }
        return situations;
    }

    private static @Nullable String owner(Promise promise, @Nullable KnownCase of) {
        String own = promise.terms().owner();
        return own == null && of != null ? of.owner() : own;
    }

    private Situation situation(
            @Nullable String owner,
            @Nullable String teamOfCase,
            Roster roster,
            @Nullable ContactWindow customer,
            Instant now) {
        String team = teamOfCase == null ? roster.teamOf(owner) : teamOfCase;
        String above = roster.parentOf(team);
        return new Situation(
                colleague(owner, team, roster, now),
                colleague(roster.leadOf(team), team, roster, now),
                colleague(roster.leadOf(above), above, roster, now),
                roster.hoursOf(team),
                customer,
                settings.pace());
    }

    /**
     * @param otherwise the team whose hours are theirs if it is not known which they are in
     */
    private static Colleague colleague(
            @Nullable String id, @Nullable String otherwise, Roster roster, Instant now) {
        String team = roster.teamOf(id);
        BusinessCalendar hours = roster.hoursOf(team == null ? otherwise : team);
        return new Colleague(id, roster.present(id, now), hours);
    }
}
