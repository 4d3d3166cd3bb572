package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells customers, while there is still time, that what was promised is not done and who contacts
 * them: a promise of its own. By a timer that holds the customer, who may be erased meanwhile.
 */
@Component
class HoldingPromises implements TimerHandler {

    static final String KIND = "promise-hold";

    private final HandlingDuePromises handling;
    private final Promises promises;
    private final Resolutions resolutions;
    private final Situations situations;
    private final People people;
    private final StartingPromises starting;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    HoldingPromises(
            HandlingDuePromises handling,
            Promises promises,
            Resolutions resolutions,
            Situations situations,
            People people,
            StartingPromises starting,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.promises = promises;
        this.resolutions = resolutions;
        this.situations = situations;
        this.people = people;
        this.starting = starting;
        this.scheduling = scheduling;
        this.events = events;
        this.settings = settings;
    }

    /** The promise that a holding notice for this one is; there is one at most. */
    static UUID updateOf(UUID promiseId) {
        return Ids.of("holding", promiseId);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return handling.moreLocks(due);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises loaded = handling.load(due);
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(loaded.caseIds());
        Map<UUID, Situation> known = situations.load(loaded, now);
        Set<String> erased = people.erased(Promises.people(loaded.all()));
        List<Promise> updates = new ArrayList<>();
        handling.each(
                loaded,
                now,
                (promise, of) -> {
                    Situation situation = Objects.requireNonNull(known.get(promise.terms().id()));
                    Vigil vigil = new Vigil(promise, situation);
                    List<Resolution> heardOf =
                            heard.getOrDefault(promise.terms().caseId(), List.of());
                    hold(vigil, heardOf, of, erased, now, updates);
                    scheduling.watchOn(vigil, KIND, now);
                });
        promises.save(updates, now);
    }

    private void hold(
            Vigil vigil,
            List<Resolution> heard,
            @Nullable KnownCase of,
            Set<String> erased,
            Instant now,
            List<Promise> updates) {
        Promise promise = vigil.promise();
        String personId = promise.terms().personId();
        boolean personErased = personId != null && erased.contains(personId);
        UUID updateId = updateOf(promise.terms().id());
        List<Fact> facts = vigil.hold(now, heard, personErased, updateId, settings.freshFor());
        events.publish(promise, facts, of);
        if (!facts.isEmpty()) {
            Promise.Contact contact = vigil.contact(now);
            updates.add(starting.startUpdate(promise, updateId, contact, of, now));
        }
    }
}
