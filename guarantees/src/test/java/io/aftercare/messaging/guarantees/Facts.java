package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Add;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Trap;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Facts in a partition of the test's choice; each key has one. */
final class Facts implements AutoCloseable {

    private static final int EACH_TIME = Integer.MAX_VALUE;

    private final Arena arena;
    private final RawRecords raw;

    Facts(Arena arena) {
        this.arena = arena;
        this.raw = new RawRecords(arena);
    }

    RecordMetadata add(int partition, String key) {
        return put(partition, key, encoded(new Add(1)));
    }

    /** One that the listener fails at each time. */
    RecordMetadata trap(int partition, String key, TrapKind kind) {
        return put(partition, key, encoded(new Trap(kind, EACH_TIME)));
    }

    /** One that the listener fails at so often. */
    RecordMetadata trap(int partition, String key, TrapKind kind, int times) {
        return put(partition, key, encoded(new Trap(kind, times)));
    }

    RecordMetadata noise(int partition) {
        return put(partition, "noise", "noise".getBytes(UTF_8));
    }

    RecordMetadata withSchema(int id, int partition, String key) {
        return put(partition, key, LaterSchema.withId(encoded(new Add(1)), id));
    }

    RecordMetadata put(int partition, String key, byte[] value) {
        return raw.put(Topics.INPUTS, partition, key.getBytes(UTF_8), value, List.of());
    }

    private byte[] encoded(SpecificRecord body) {
        Instant now = arena.clock().instant();
        return raw.encoded(Topics.INPUTS, new Input(UUID.randomUUID(), 1L, now, now, body));
    }

    @Override
    public void close() {
        raw.close();
    }
}
