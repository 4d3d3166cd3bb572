package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.timers.Timers;
import java.util.List;
import org.springframework.stereotype.Component;

/** Ends a promise that was kept: its last facts and its timers. Saving is left to the caller. */
@Component
class FinishingPromises {

    private final PromiseEvents events;
    private final Timers timers;
    private final PromiseSettings settings;

    FinishingPromises(PromiseEvents events, Timers timers, PromiseSettings settings) {
        this.events = events;
        this.timers = timers;
        this.settings = settings;
    }

    void keep(Promise promise, Keep keep) {
        List<Fact> facts = promise.keep(keep, settings.finalAfter());
        events.publish(promise, facts, null);
        boolean ended = facts.stream().anyMatch(fact -> fact instanceof Fact.Kept);
        if (ended) {
            String subject = promise.terms().id().toString();
            timers.cancel(WarningOwners.KIND, subject);
            timers.cancel(JudgingPromises.KIND, subject);
            timers.cancel(TellingCustomers.KIND, subject);
        }
    }
}
