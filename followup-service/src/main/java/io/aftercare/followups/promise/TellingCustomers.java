package io.aftercare.followups.promise;

import io.aftercare.followups.known.Persons;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Tells customers of broken promises once the grace for late reports is over. */
@Component
class TellingCustomers implements TimerHandler {

    static final String KIND = "promise-tell-customer";

    private final DuePromises duePromises;
    private final Persons persons;
    private final PromiseEvents events;

    TellingCustomers(DuePromises duePromises, Persons persons, PromiseEvents events) {
        this.duePromises = duePromises;
        this.persons = persons;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        duePromises.each(due, now, (promise, owner) -> tell(promise, owner, now));
    }

    private void tell(Promise promise, @Nullable String owner, Instant now) {
        String personId = promise.terms().personId();
        boolean erased = personId != null && !persons.erased(Set.of(personId)).isEmpty();
        events.publish(promise, promise.tellCustomer(now, erased), owner);
    }
}
