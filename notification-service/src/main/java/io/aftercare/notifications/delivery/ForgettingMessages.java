package io.aftercare.notifications.delivery;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets, once a day, messages and bad requests that ended long ago, and how cases were handled
 * then.
 */
@Component
class ForgettingMessages implements TimerHandler {

    static final String KIND = "forget-messages";
    private static final String SUBJECT = "daily";
    private static final String LOCK = "retention";
    private static final Duration PAUSE = Duration.ofDays(1);

    /** At once: so that no transaction takes long. */
    private static final int MOST = 5_000;

    private final Messages messages;
    private final BadRequests badRequests;
    private final Stances stances;
    private final Timers timers;
    private final RetentionSettings kept;

    ForgettingMessages(
            Messages messages,
            BadRequests badRequests,
            Stances stances,
            Timers timers,
            RetentionSettings kept) {
        this.messages = messages;
        this.badRequests = badRequests;
        this.stances = stances;
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
        int most =
                Stream.of(
                                messages.forget(now.minus(kept.messages()), MOST),
                                badRequests.forget(now.minus(kept.badRequests()), MOST),
                                stances.forget(now.minus(kept.messages()), MOST))
                        .max(Comparator.naturalOrder())
                        .orElse(0);
        Instant next = most < MOST ? now.plus(PAUSE) : now.plusSeconds(1);
        timers.set(timer(next));
    }

    private static Timer timer(Instant due) {
        return Timer.at(due, KIND, SUBJECT, LOCK);
    }
}
