package io.aftercare.messaging.tally;

import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Rings. A subject that begins with "broken" fails each time, with "cracked" the first time. */
@Component
class Ringing implements TimerHandler {

    static final String KIND = "ring";

    private final Tallies tallies;
    private final OutputEvents events;

    Ringing(Tallies tallies, OutputEvents events) {
        this.tallies = tallies;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void fire(List<DueTimer> due, Instant now) {
        for (DueTimer timer : due) {
            boolean cracked = timer.subject().startsWith("cracked") && timer.attempts() == 0;
            if (cracked || timer.subject().startsWith("broken")) {
                throw new IllegalStateException("a broken bell");
            }
            events.publish(
                    timer.lock(),
                    timer.lock().substring("key:".length()),
                    timer.due(),
                    new Rang(timer.subject()));
        }
        tallies.rung(
                due.stream().map(DueTimer::subject).toList(),
                due.stream().map(DueTimer::due).toList(),
                now);
    }
}
