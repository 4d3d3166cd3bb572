package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

/**
 * A record at which the listener throws what nobody expected is found in its batch and tried again
 * for a while. Its partition waits for it; everything else passes. Then it is a dead letter.
 */
class FailingRecordStandsAloneTest {

    private static final Map<TrapKind, String> THROWN =
            Map.of(
                    TrapKind.EXCEPTION, "java.lang.IllegalStateException",
                    TrapKind.ERROR, "java.lang.AssertionError",
                    TrapKind.CONSTRAINT, "org.postgresql.util.PSQLException");

    @Test
    void itsPartitionWaitsForItAndItsNeighboursPass() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            List<RecordMetadata> traps = new ArrayList<>();
            List<RecordMetadata> noise = new ArrayList<>();
            for (TrapKind kind : THROWN.keySet()) {
                facts.add(kind.ordinal(), "before " + kind);
                traps.add(facts.trap(kind.ordinal(), "trap " + kind, kind));
                facts.add(kind.ordinal(), "behind " + kind);
                noise.add(facts.noise(kind.ordinal()));
            }
            facts.add(5, "beside");

            LocalReplica patient = arena.replica("aftercare.messaging.retry-for=1h");
            effects.await("beside", 1);
            facts.add(5, "beside still");
            effects.await("beside still", 1);
            THROWN.keySet().forEach(kind -> effects.await("before " + kind, 1));
            assertThat(effects.count()).isEqualTo(2 + THROWN.size());
            assertThat(deadLetters.all()).isEmpty();
            patient.close();

            arena.replica("aftercare.messaging.retry-for=500ms");
            THROWN.keySet().forEach(kind -> effects.await("behind " + kind, 1));
            traps.forEach(trap -> assertTellsOnlyTheKind(deadLetters.await(trap)));
            arena.quiet().await();
            assertThat(deadLetters.all()).hasSize(traps.size() + noise.size());
            assertThat(effects.count()).isEqualTo(2 + 2 * THROWN.size());
            assertThat(effects.repeated()).isZero();
        }
    }

    private static void assertTellsOnlyTheKind(ConsumerRecord<byte[], byte[]> letter) {
        String key = new String(letter.key(), UTF_8);
        TrapKind kind = TrapKind.valueOf(key.substring("trap ".length()));
        assertThat(DeadLetterTopic.text(letter, "dlt-cause")).isEqualTo("UNEXPECTED");
        assertThat(DeadLetterTopic.text(letter, "dlt-detail")).isEqualTo(THROWN.get(kind));
        for (Header header : letter.headers()) {
            assertThat(new String(header.value(), UTF_8))
                    .doesNotContain("a trap", "null value", "\n", "\tat ");
        }
    }

    @Test
    void whatFailsOnlyForAWhileHasItsEffect() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            arena.replica("aftercare.messaging.retry-for=1h");
            facts.trap(0, "passing", TrapKind.EXCEPTION, 5);
            facts.add(0, "behind");

            effects.await("behind", 1);

            assertThat(effects.of("passing")).hasSize(1);
            assertThat(deadLetters.all()).isEmpty();
        }
    }
}
