package io.aftercare.messaging.tally;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Winds the clock once a day, if there is one: {@code tally.clock}. */
@Component
class Winding implements TimerHandler {

    private final Timers timers;
    private final boolean clock;

    Winding(Timers timers, @Value("${tally.clock:false}") boolean clock) {
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "wind";
    }

    @Override
    public @Nullable Timer first(Instant now) {
        return clock ? timer(now) : null;
    }

    @Override
    public void fire(List<DueTimer> due, Instant now) {
        timers.set(timer(now.plus(Duration.ofDays(1))));
    }

    private static Timer timer(Instant due) {
        return Timer.at(due, "wind", "the clock", "key:clock");
    }
}
