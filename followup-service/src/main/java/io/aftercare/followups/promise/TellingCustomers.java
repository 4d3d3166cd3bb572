package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells customers at once of promises that got another date and of calls that did not reach them,
 * and of broken ones once the grace for late reports is over. By a timer both, as it holds the
 * customer, who may be erased meanwhile.
 */
@Component
class TellingCustomers implements TimerHandler {

    static final String KIND = "promise-tell-customer";

    private final HandlingDuePromises handling;
    private final People people;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    TellingCustomers(
            HandlingDuePromises handling,
            People people,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.people = people;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Whom a promise was made to never changes; whether they were erased does. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return handling.moreLocks(due);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises promises = handling.load(due);
        Set<String> erased = people.erased(Promises.people(promises.all()));
        handling.each(promises, now, (promise, of) -> tell(promise, of, erased, now));
    }

    private void tell(Promise promise, @Nullable KnownCase of, Set<String> erased, Instant now) {
        String personId = promise.terms().personId();
        boolean personErased = personId != null && erased.contains(personId);
        events.publish(promise, promise.tellOfRevision(now, personErased, settings.freshFor()), of);
        events.publish(promise, promise.tellOfAttempts(now, personErased), of);
        // counted from when it should have been sent: after an outage it is not told days late
        Instant notAfter = settings.tellAt(promise).plus(settings.freshFor());
        events.publish(promise, promise.tellCustomer(now, personErased, notAfter), of);
    }
}
