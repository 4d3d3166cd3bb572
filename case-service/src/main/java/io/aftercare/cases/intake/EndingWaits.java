package io.aftercare.cases.intake;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends the wait of reports whose case was not opened in time: they are refused. */
@Service
class EndingWaits implements TimerHandler {

    private final Waits waiting;
    private final TakingReports taking;

    EndingWaits(Waits waiting, TakingReports taking) {
        this.waiting = waiting;
        this.taking = taking;
    }

    @Override
    public String kind() {
        return TakingReports.WAIT;
    }

    /** A merge is taken here, as it holds more than the opening of its case did. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return waiting.load(ids(due)).stream()
                .flatMap(one -> Incoming.locks(one.report()).stream())
                .distinct()
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        taking.endWait(waiting.load(ids(due)), now);
    }

    private static List<UUID> ids(List<DueTimer> due) {
        return due.stream().map(timer -> UUID.fromString(timer.subject())).toList();
    }
}
