package io.aftercare.cases.figures;

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

/** Adds what changed to the figures, once a minute. Only one transaction at a time can fire it. */
@Service
class FoldingFigures implements TimerHandler {

    static final String KIND = "fold-figures";
    private static final String SUBJECT = "all";
    private static final String LOCK = "figures";
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** At once: so that no transaction takes long. */
    private static final int MOST = 20_000;

    private final Figures figures;
    private final Timers timers;

    FoldingFigures(Figures figures, Timers timers) {
        this.figures = figures;
        this.timers = timers;
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
        Instant next = figures.fold(MOST) ? now.plusSeconds(1) : now.plus(PAUSE);
        timers.set(timer(next));
    }

    private static Timer timer(Instant due) {
        return Timer.at(due, KIND, SUBJECT, LOCK);
    }
}
