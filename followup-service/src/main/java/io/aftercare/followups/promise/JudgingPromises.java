package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Calls promises broken whose due date has passed. Staff hear it at once. */
@Component
class JudgingPromises implements TimerHandler {

    static final String KIND = "promise-due";

    private final DuePromises duePromises;
    private final PromiseEvents events;
    private final Timers timers;
    private final PromiseSettings settings;

    JudgingPromises(
            DuePromises duePromises,
            PromiseEvents events,
            Timers timers,
            PromiseSettings settings) {
        this.duePromises = duePromises;
        this.events = events;
        this.timers = timers;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        duePromises.each(due, now, (promise, owner) -> judge(promise, owner, now));
    }

    private void judge(Promise promise, @Nullable String owner, Instant now) {
        events.publish(promise, promise.judge(now, owner), owner);
        if (promise.concernsCustomer()) {
            Instant graceEnds = promise.terms().due().plus(settings.grace());
            timers.set(StartingPromises.timer(promise, TellingCustomers.KIND, graceEnds));
        }
    }
}
