package io.aftercare.followups.promise;

import io.aftercare.followups.known.People;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * A promised day is over as far as was known when the timer was set. Everything that was said by
 * then of where the customer lives has been read, so now it is certain whether it is over for them.
 */
@Component
class EndingDays implements TimerHandler {

    static final String KIND = "promise-day-ends";

    private final HandlingDuePromises handling;
    private final People people;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    EndingDays(
            HandlingDuePromises handling,
            People people,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
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
        Map<String, ZoneId> zones = people.zones(Promises.people(promises.all()));
        handling.each(promises, now, (promise, _) -> end(promise, zones, now));
    }

    private void end(Promise promise, Map<String, ZoneId> zones, Instant now) {
        ZoneId zone = zones.get(promise.terms().personId());
        if (zone != null) {
            events.publish(promise, promise.endsIn(zone, now, settings.finalAfter()), null);
        }
        if (promise.isOverdue(now)) {
            scheduling.judge(promise);
        } else {
            scheduling.schedule(promise);
        }
    }
}
