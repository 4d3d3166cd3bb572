package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Warns those who answer for promises that near their dates. */
@Component
class WarningOwners implements TimerHandler {

    static final String KIND = "promise-warn";

    private final HandlingDuePromises handling;
    private final Resolutions resolutions;
    private final Situations situations;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;

    WarningOwners(
            HandlingDuePromises handling,
            Resolutions resolutions,
            Situations situations,
            SchedulingPromises scheduling,
            PromiseEvents events) {
        this.handling = handling;
        this.resolutions = resolutions;
        this.situations = situations;
        this.scheduling = scheduling;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises promises = handling.load(due);
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(promises.caseIds());
        Map<UUID, Situation> known = situations.load(promises, now);
        handling.each(
                promises,
                now,
                (promise, of) ->
                        warn(
                                new Vigil(
                                        promise,
                                        Objects.requireNonNull(known.get(promise.terms().id()))),
                                heard.getOrDefault(promise.terms().caseId(), List.of()),
                                of,
                                now));
    }

    /** The calendar may have changed since the timer was set: then it is set again. */
    private void warn(Vigil vigil, List<Resolution> heard, @Nullable KnownCase of, Instant now) {
        events.publish(vigil.promise(), vigil.warn(now, heard), of);
        scheduling.watchOn(vigil, KIND, now);
    }
}
