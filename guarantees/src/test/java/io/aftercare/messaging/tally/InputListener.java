package io.aftercare.messaging.tally;

import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.messaging.tally.Tallies.Effect;
import io.aftercare.messaging.tally.avro.Add;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Ring;
import io.aftercare.messaging.tally.avro.Silence;
import io.aftercare.messaging.tally.avro.Trap;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class InputListener implements Listener<Input> {

    private final Tallies tallies;
    private final Traps traps;
    private final OutputEvents events;
    private final Timers timers;

    InputListener(Tallies tallies, Traps traps, OutputEvents events, Timers timers) {
        this.tallies = tallies;
        this.traps = traps;
        this.events = events;
        this.timers = timers;
    }

    @Override
    public String topic() {
        return Topics.INPUTS;
    }

    @Override
    public Class<Input> type() {
        return Input.class;
    }

    @Override
    public Collection<String> keys(Received<Input> received) {
        return List.of(lock(received));
    }

    private static String lock(Received<Input> received) {
        return "key:" + received.key();
    }

    @Override
    public void on(Batch<Input> batch) {
        Map<String, Long> totals =
                tallies.totals(batch.stream().map(Received::key).distinct().toList());
        List<Effect> effects = new ArrayList<>();
        for (Received<Input> received : batch) {
            Input input = received.value();
            effects.add(new Effect(input.getEventId(), received.key(), input.getSequence()));
            switch (input.getBody()) {
                case Add add -> add(received, add.getAmount(), totals);
                case Trap trap -> {
                    traps.step(input.getEventId(), trap);
                    add(received, 1, totals);
                }
                case Ring ring -> timers.set(timer(received, ring));
                case Silence silence -> timers.cancel(Ringing.KIND, silence.getSubject());
                default -> throw new IllegalStateException(input.getBody().getClass().getName());
            }
        }
        tallies.save(totals, effects);
    }

    private void add(Received<Input> received, int amount, Map<String, Long> totals) {
        Input input = received.value();
        long total = totals.merge(received.key(), (long) amount, Long::sum);
        events.publish(
                lock(received),
                received.key(),
                input.getOccurredAt(),
                new Added(input.getEventId(), input.getSequence(), total));
    }

    private static Timer timer(Received<Input> received, Ring ring) {
        Timer timer = Timer.at(ring.getDue(), Ringing.KIND, ring.getSubject(), lock(received));
        return ring.getWaits() ? timer.waitingFor(Topics.INPUTS, received.key()) : timer;
    }
}
