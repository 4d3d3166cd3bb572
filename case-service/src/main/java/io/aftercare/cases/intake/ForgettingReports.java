package io.aftercare.cases.intake;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets, once a day, reports that were received long ago. One that comes again after that changes
 * nothing either: its case was opened before, and it is not newer than what the case knows.
 */
@Service
class ForgettingReports implements TimerHandler {

    static final String KIND = "forget-reports";
    private static final String SUBJECT = "daily";
    private static final String LOCK = "retention";
    private static final Duration PAUSE = Duration.ofDays(1);

    /** At once: so that no transaction takes long. */
    private static final int MOST = 5_000;

    private final Reports reports;
    private final Timers timers;
    private final RetentionSettings kept;

    ForgettingReports(Reports reports, Timers timers, RetentionSettings kept) {
        this.reports = reports;
        this.timers = timers;
        this.kept = kept;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Timer first(Instant now) {
        return timer(now);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        int forgotten = reports.forget(now.minus(kept.reports()), MOST);
        Instant next = forgotten < MOST ? now.plus(PAUSE) : now.plusSeconds(1);
        timers.set(timer(next));
    }

    private static Timer timer(Instant due) {
        return Timer.at(due, KIND, SUBJECT, LOCK);
    }
}
