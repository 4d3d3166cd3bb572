package io.aftercare.surveys.person;

import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
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
     * Loads these people at once, hears about them one by one, saves at once.
     *
     * @param tell told what is new, in order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Collection<String> ids, Consumer<Heard> tell) {
        Heard heard = new Heard();
        heard.known.putAll(people.load(ids));
        tell.accept(heard);
        people.save(heard.changed.values());
    }

    /** The people at hand, who hear what is new of them. */
    final class Heard {

        private final Map<String, Person> known = new HashMap<>();
        private final Map<String, Person> changed = new LinkedHashMap<>();

        void contact(Person person) {
            Person old = known.get(person.id());
            if (old == null || old.givesWayTo(person)) {
                known.put(person.id(), person);
                changed.put(person.id(), person);
            }
        }

        /** Their surveys end right after this, in a transaction that holds the cases. */
        void tombstone(String id) {
            Person old = known.get(id);
            contact(Person.erased(id, old == null ? 0 : old.version()));
            if (changed.containsKey(id)) {
                timers.set(Timer.at(clock.instant(), Erasure.KIND, id, Keys.ofPerson(id)));
            }
        }
    }
}
