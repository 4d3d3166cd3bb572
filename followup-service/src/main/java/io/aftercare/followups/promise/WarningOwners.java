package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Warns who answers for a promise when half of its time is over. */
@Component
class WarningOwners implements TimerHandler {

    static final String KIND = "promise-warn";

    private final DuePromises duePromises;
    private final PromiseEvents events;

    WarningOwners(DuePromises duePromises, PromiseEvents events) {
        this.duePromises = duePromises;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        duePromises.each(
                due,
                now,
                (promise, owner) -> events.publish(promise, promise.warn(now, owner), owner));
    }
}
