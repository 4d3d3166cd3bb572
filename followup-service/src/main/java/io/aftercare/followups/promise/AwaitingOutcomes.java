package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The outcome of a date is about to be final, and all that happened to its case by then was heard.
 * A timer waits for one topic only, so another one waits for what became of messages.
 */
@Component
class AwaitingOutcomes implements TimerHandler {

    static final String KIND = "promise-outcome";

    private final HandlingDuePromises handling;
    private final SchedulingPromises scheduling;

    AwaitingOutcomes(HandlingDuePromises handling, SchedulingPromises scheduling) {
        this.handling = handling;
        this.scheduling = scheduling;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        handling.each(handling.load(due), now, (promise, _) -> scheduling.judgeOutcome(promise));
    }
}
