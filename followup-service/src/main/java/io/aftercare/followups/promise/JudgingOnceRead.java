package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges promises that a message may have kept by their date, or of which one may have said that we
 * tried: once all is read that became of messages by then. A timer waits for one topic only, so
 * this one follows that of {@link JudgingPromises}.
 */
@Component
class JudgingOnceRead implements TimerHandler {

    static final String KIND = "promise-due-read";

    private final JudgingPromises judging;

    JudgingOnceRead(JudgingPromises judging) {
        this.judging = judging;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        judging.judge(due, now, true);
    }
}
