package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends a promise that was kept: its last facts and its timers. Saving is left to the caller. */
@Component
class FinishingPromises {

    private final PromiseEvents events;
    private final SchedulingPromises scheduling;
    private final PromiseSettings settings;

    FinishingPromises(
            PromiseEvents events, SchedulingPromises scheduling, PromiseSettings settings) {
        this.events = events;
        this.scheduling = scheduling;
        this.settings = settings;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Promise promise, Keep keep) {
        List<Fact> facts = promise.keep(keep, settings.finalAfter());
        events.publish(promise, facts, null);
        boolean ended = facts.stream().anyMatch(fact -> fact instanceof Fact.Kept);
        if (ended) {
            scheduling.schedule(promise);
        }
    }
}
