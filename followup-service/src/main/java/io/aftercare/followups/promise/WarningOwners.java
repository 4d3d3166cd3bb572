package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Warns who answers for a promise when half of its time is over. */
@Component
class WarningOwners implements TimerHandler {

    static final String KIND = "promise-warn";

    private final HandlingDuePromises handling;
    private final Resolutions resolutions;
    private final PromiseEvents events;

    WarningOwners(HandlingDuePromises handling, Resolutions resolutions, PromiseEvents events) {
        this.handling = handling;
        this.resolutions = resolutions;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Promise> loaded = handling.load(due);
        Map<UUID, List<Resolution>> heard =
                resolutions.ofCases(
                        loaded.values().stream().map(it -> it.terms().caseId()).toList());
        handling.each(
                due,
                loaded,
                now,
                (promise, of) -> {
                    List<Resolution> ofCase =
                            heard.getOrDefault(promise.terms().caseId(), List.of());
                    events.publish(promise, promise.warn(now, KnownCase.ownerOf(of), ofCase), of);
                });
    }
}
