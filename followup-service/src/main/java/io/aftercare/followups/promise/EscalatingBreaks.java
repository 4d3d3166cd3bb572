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

/** Brings promises that stay broken before the lead, then before the manager. */
@Component
class EscalatingBreaks implements TimerHandler {

    static final String KIND = "promise-ladder";

    private final HandlingDuePromises handling;
    private final Situations situations;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    EscalatingBreaks(
            HandlingDuePromises handling,
            Situations situations,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.situations = situations;
        this.scheduling = scheduling;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises promises = handling.load(due);
        Map<UUID, Situation> known = situations.load(promises, now);
        handling.each(
                promises,
                now,
                (promise, of) -> {
                    Situation situation = Objects.requireNonNull(known.get(promise.terms().id()));
                    Vigil vigil = new Vigil(promise, situation);
                    events.publish(promise, vigil.escalate(now, settings.freshFor()), of);
                    scheduling.watchOn(vigil, KIND, now);
                });
    }
}
