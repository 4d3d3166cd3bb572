package io.aftercare.followups.known;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes where people live, and forgets those who ask for it. */
@Component
public class LearningPeople {

    private final People people;
    private final Clock clock;

    LearningPeople(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
    }

    /** Keeps the newest version of each; older ones and those of erased people change nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void learn(Collection<Person> heard) {
        Map<String, Person> newest = new HashMap<>();
        for (Person person : heard) {
            newest.merge(
                    person.id(),
                    person,
                    (one, other) -> one.version() >= other.version() ? one : other);
        }
        people.save(newest.values());
    }

    /** Forgets what is known of them, for good: later versions of the same id are not taken. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(Collection<String> ids) {
        people.erase(new ArrayList<>(ids), clock.instant());
    }
}
