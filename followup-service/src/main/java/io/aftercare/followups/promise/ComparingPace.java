package io.aftercare.followups.promise;

import io.aftercare.followups.known.CompanySettings;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees when promises were planned by other settings than those of today, and has them planned anew:
 * within a minute of a start. The first time there are none, and all of them are planned.
 */
@Component
class ComparingPace implements TimerHandler {

    private static final String KIND = "promise-settings";
    private static final String LOCK = "settings";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final PlannedPaces planned;
    private final ReplanningPromises replanning;
    private final PromiseSettings settings;
    private final CompanySettings company;
    private final Timers timers;

    ComparingPace(
            PlannedPaces planned,
            ReplanningPromises replanning,
            PromiseSettings settings,
            CompanySettings company,
            Timers timers) {
        this.planned = planned;
        this.replanning = replanning;
        this.settings = settings;
        this.company = company;
        this.timers = timers;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Timer first(Instant now) {
        return Timer.at(now, KIND, "all", LOCK);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        String today = settings.pace() + " " + company;
        if (!today.equals(planned.find())) {
            planned.save(today);
            replanning.everything(LOCK);
        }
        timers.set(first(now.plus(PAUSE)));
    }
}
