package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Says what became of a date once nothing can change that any more. */
@Component
class FinalisingOutcomes implements TimerHandler {

    static final String KIND = "promise-final";

    private final HandlingDuePromises handling;
    private final Resolutions resolutions;
    private final ChangingPromises changing;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    FinalisingOutcomes(
            HandlingDuePromises handling,
            Resolutions resolutions,
            ChangingPromises changing,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.resolutions = resolutions;
        this.changing = changing;
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
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(promises.caseIds());
        handling.each(
                promises,
                now,
                (promise, _) ->
                        finish(
                                promise,
                                heard.getOrDefault(promise.terms().caseId(), List.of()),
                                now));
    }

    private void finish(Promise promise, List<Resolution> heard, Instant now) {
        // after an outage this may come before the due date itself is judged
        Keep standing = promise.keptAsItStands(heard, now);
        if (standing != null) {
            changing.keep(promise, standing);
        }
        events.publish(promise, promise.finish(now, heard, settings.finalAfter()), null);
        scheduling.awaitOutcome(promise);
    }
}
