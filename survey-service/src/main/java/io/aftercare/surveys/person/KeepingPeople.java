package io.aftercare.surveys.person;

import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what surveys know of customers up to date. */
@Component
class KeepingPeople {

    private final People people;
    private final Timers timers;
    private final Clock clock;

    KeepingPeople(People people, Timers timers, Clock clock) {
        this.people = people;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * What is new of somebody.
     *
     * @param person null if they want to be forgotten
     */
    record Said(String id, @Nullable Person person) {}

    /** Loads these people at once, hears about them one by one, saves at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(List<Said> news) {
        Map<String, Person> known = new HashMap<>();
        known.putAll(people.load(news.stream().map(Said::id).collect(Collectors.toSet())));
        Map<String, Person> changed = new LinkedHashMap<>();
        for (Said said : news) {
            Person old = known.get(said.id());
            Person now = now(said, old);
            if (old == null || old.givesWayTo(now)) {
                known.put(said.id(), now);
                changed.put(said.id(), now);
                endSurveysIfErased(now);
            }
        }
        people.save(changed.values());
    }

    private static Person now(Said said, @Nullable Person old) {
        return said.person() == null
                ? Person.erased(said.id(), old == null ? 0 : old.version())
                : said.person();
    }

    /** Right after this, in a transaction that holds the cases. */
    private void endSurveysIfErased(Person person) {
        if (person.erased()) {
            String id = person.id();
            timers.set(Timer.at(clock.instant(), Erasure.KIND, id, Keys.ofPerson(id)));
        }
    }
}
