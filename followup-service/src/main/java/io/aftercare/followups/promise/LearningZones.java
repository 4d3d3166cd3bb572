package io.aftercare.followups.promise;

import io.aftercare.followups.known.People;
import io.aftercare.messaging.Streams;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets promised days end where the customer lives, when that is heard of after the promise. Done by
 * a timer, as a contact names no cases and promises need the locks of theirs. A promise that is
 * recorded too late to be seen here was recorded with the zone, or meets it in {@link EndingDays}.
 */
@Component
public class LearningZones implements TimerHandler {

    private static final String KIND = "promise-zone";

    private final Promises promises;
    private final People people;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;
    private final Streams streams;
    private final Timers timers;
    private final Clock clock;

    LearningZones(
            Promises promises,
            People people,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings,
            Streams streams,
            Timers timers,
            Clock clock) {
        this.promises = promises;
        this.people = people;
        this.scheduling = scheduling;
        this.events = events;
        this.settings = settings;
        this.streams = streams;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * At once, in a transaction of its own. This one holds {@code person:…} of each. Most contacts
     * say nothing new of where somebody lives: then no case is locked.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void soon(Collection<String> personIds) {
        Instant now = clock.instant();
        Map<String, ZoneId> zones = people.zones(personIds);
        List<Promise> moved =
                promises.daysOf(zones.keySet(), notFinalBefore(now)).stream()
                        .filter(promise -> endsElsewhere(promise, zones))
                        .toList();
        for (String id : Promises.people(moved)) {
            timers.set(Timer.at(now, KIND, id, Keys.ofPerson(id)));
        }
    }

    private static boolean endsElsewhere(Promise promise, Map<String, ZoneId> zones) {
        ZoneId zone = zones.get(promise.terms().personId());
        return zone != null && promise.endsElsewhere(zone);
    }

    @Override
    public String kind() {
        return KIND;
    }

    /**
     * Where a promise gets a new day meanwhile, its case is not held and it is left to {@link
     * EndingDays}.
     */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return promises.daysOf(people(due), notFinalBefore(clock.instant())).stream()
                .map(promise -> Keys.ofCase(promise.terms().caseId()))
                .distinct()
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<String, ZoneId> zones = people.zones(people(due));
        List<Promise> days =
                promises.daysOf(zones.keySet(), notFinalBefore(now)).stream()
                        .filter(promise -> streams.holds(Keys.ofCase(promise.terms().caseId())))
                        .toList();
        for (Promise promise : days) {
            ZoneId zone = zones.get(promise.terms().personId());
            List<Promise.Fact> facts =
                    zone == null ? List.of() : promise.endsIn(zone, now, settings.finalAfter());
            if (!facts.isEmpty()) {
                events.publish(promise, facts, null);
                scheduling.schedule(promise);
            }
        }
        promises.save(days, now);
    }

    /** A day more than the limit, as it ends at different times in different zones. */
    private LocalDate notFinalBefore(Instant now) {
        return LocalDate.ofInstant(now.minus(settings.finalAfter()), ZoneOffset.UTC).minusDays(1);
    }

    private static List<String> people(List<DueTimer> due) {
        return due.stream().map(DueTimer::subject).toList();
    }
}
