package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds out when to warn of promises, to hold them and to bring breaks before the next, by who
 * answers for them now and when they work. Done anew when any of that changes; what was said is
 * kept with the promise, so nothing is said again.
 */
@Component
class PlanningVigils implements TimerHandler {

    static final String KIND = "promise-plan";

    private final HandlingDuePromises handling;
    private final Situations situations;
    private final SchedulingPromises scheduling;

    PlanningVigils(
            HandlingDuePromises handling, Situations situations, SchedulingPromises scheduling) {
        this.handling = handling;
        this.situations = situations;
        this.scheduling = scheduling;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** What is overdue is planned, too: then it is done, or found to be missed. */
    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises promises = handling.load(due);
        Map<UUID, Situation> known = situations.load(promises, now);
        for (Promise promise : promises.all()) {
            Situation situation = Objects.requireNonNull(known.get(promise.terms().id()));
            scheduling.watch(new Vigil(promise, situation));
        }
    }
}
