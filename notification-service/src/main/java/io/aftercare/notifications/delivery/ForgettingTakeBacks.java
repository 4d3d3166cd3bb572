package io.aftercare.notifications.delivery;

import io.aftercare.messaging.inbox.Inbox;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets a take-back whose request can no longer come: no topic keeps it that long. */
@Component
class ForgettingTakeBacks implements TimerHandler {

    static final String KIND = "forget-take-back";
    private static final Duration KEPT = Duration.ofDays(Inbox.DAYS_KEPT);

    private final TakeBacks takeBacks;

    ForgettingTakeBacks(TakeBacks takeBacks) {
        this.takeBacks = takeBacks;
    }

    static Timer timer(Wish.TakeBack takeBack, Instant now) {
        return Timer.at(now.plus(KEPT), KIND, takeBack.key(), takeBack.recipient());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        takeBacks.delete(due.stream().map(DueTimer::subject).toList());
    }
}
