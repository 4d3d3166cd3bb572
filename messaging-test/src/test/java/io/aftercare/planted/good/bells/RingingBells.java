package io.aftercare.planted.good.bells;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

@Component
class RingingBells implements TimerHandler {

    private final Bells bells;
    private final BellEvents events;

    RingingBells(Bells bells, BellEvents events) {
        this.bells = bells;
        this.events = events;
    }

    @Override
    public String kind() {
        return "bell";
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        for (Bell bell : bells.load(due.stream().map(DueTimer::subject).toList())) {
            bell.ring(now).forEach(events::publish);
        }
    }
}
