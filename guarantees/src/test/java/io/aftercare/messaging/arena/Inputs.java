package io.aftercare.messaging.arena;

import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Add;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Ring;
import io.aftercare.messaging.tally.avro.Silence;
import io.aftercare.messaging.tally.avro.Trap;
import io.aftercare.messaging.tally.avro.TrapKind;
import io.aftercare.messaging.test.Publishing;
import java.time.Clock;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Facts for the tally service to read. Per key their sequence counts 1, 2, … */
public final class Inputs {

    private final Publishing publishing;
    private final Clock clock;
    private final Map<String, Long> sequences = new HashMap<>();

    Inputs(Publishing publishing, Clock clock) {
        this.publishing = publishing;
        this.clock = clock;
    }

    public Input add(String key, int amount) {
        return send(key, new Add(amount));
    }

    /** So many additions of 1 to each of the keys, in turn. */
    public List<Input> addToEach(List<String> keys, int times) {
        List<Input> sent = new ArrayList<>();
        List<Map.Entry<String, SpecificRecord>> all = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            for (String key : keys) {
                Input input = make(key, new Add(1));
                sent.add(input);
                all.add(new SimpleImmutableEntry<>(key, input));
            }
        }
        publishing.sendAll(Topics.INPUTS, all);
        return sent;
    }

    /** Sets the timer that rings for a subject. */
    public Input ring(String key, String subject, Instant due, boolean waits) {
        return send(key, new Ring(subject, due, waits));
    }

    public Input silence(String key, String subject) {
        return send(key, new Silence(subject));
    }

    /** Makes the listener fail so often in each process; then it adds 1. */
    public Input trap(String key, TrapKind kind, int times) {
        return send(key, new Trap(kind, times));
    }

    private Input send(String key, SpecificRecord body) {
        Input input = make(key, body);
        publishing.send(Topics.INPUTS, key, input);
        return input;
    }

    private Input make(String key, SpecificRecord body) {
        long sequence = sequences.merge(key, 1L, Long::sum);
        Instant now = clock.instant();
        return new Input(UUID.randomUUID(), sequence, now, now, body);
    }
}
