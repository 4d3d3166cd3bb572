package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reminds customers, once, that a promise waits for them. By a timer that holds the customer, who
 * may be erased meanwhile.
 */
@Component
class RemindingCustomers implements TimerHandler {

    static final String KIND = "promise-remind";

    private final HandlingDuePromises handling;
    private final Resolutions resolutions;
    private final People people;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    RemindingCustomers(
            HandlingDuePromises handling,
            Resolutions resolutions,
            People people,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.resolutions = resolutions;
        this.people = people;
        this.scheduling = scheduling;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return handling.moreLocks(due);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        DuePromises promises = handling.load(due);
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(promises.caseIds());
        Set<String> erased = people.erased(Promises.people(promises.all()));
        handling.each(
                promises,
                now,
                (promise, of) ->
                        remind(
                                promise,
                                heard.getOrDefault(promise.terms().caseId(), List.of()),
                                of,
                                erased,
                                now));
    }

    private void remind(
            Promise promise,
            List<Resolution> heard,
            @Nullable KnownCase of,
            Set<String> erased,
            Instant now) {
        String personId = promise.terms().personId();
        events.publish(
                promise,
                promise.remind(
                        now,
                        heard,
                        personId != null && erased.contains(personId),
                        settings.remindAfter(),
                        settings.freshFor()),
                of);
        Instant at = promise.remindAt(settings.remindAfter());
        if (at != null && now.isBefore(at)) {
            scheduling.schedule(promise); // reminders come later now than when the timer was set
        }
    }
}
