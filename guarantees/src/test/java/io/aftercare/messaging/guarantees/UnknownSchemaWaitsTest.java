package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/**
 * A writer may be released before the registry has told its schema to everybody: so a partition
 * waits for a schema id that nobody knows. Only for a while, and only that partition.
 */
class UnknownSchemaWaitsTest {

    private static final int MANY = 200;

    @Test
    void onlyItsPartitionWaitsUntilTheSchemaIsKnown() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            LocalReplica replica = arena.replica("aftercare.messaging.unknown-schema-wait=1h");
            Effects effects = new Effects(arena);
            int next = LaterSchema.register(arena) + 1;
            facts.withSchema(next, 0, "unknown");
            facts.add(0, "behind");
            facts.add(1, "beside");
            effects.await("beside", 1);
            facts.add(1, "beside still");
            effects.await("beside still", 1);
            assertThat(effects.of("unknown")).isEmpty();
            assertThat(effects.of("behind")).isEmpty();
            assertThat(Probes.isReady(replica)).isTrue();

            assertThat(LaterSchema.register(arena)).isEqualTo(next);

            effects.await("unknown", 1);
            effects.await("behind", 1);
            assertThat(deadLetters.all()).isEmpty();
        }
    }

    @Test
    void whatStaysUnknownIsADeadLetterWhenItsTimeIsOver() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            arena.replica("aftercare.messaging.unknown-schema-wait=1s");
            RecordMetadata put = facts.withSchema(Integer.MAX_VALUE, 0, "unknown");
            RecordMetadata zero = facts.withSchema(0, 1, "unknown");
            facts.add(0, "behind");

            ConsumerRecord<byte[], byte[]> letter = deadLetters.await(put);

            assertThat(DeadLetterTopic.text(letter, "dlt-cause")).isEqualTo("UNKNOWN_SCHEMA");
            assertThat(letter.timestamp() - put.timestamp()).isGreaterThanOrEqualTo(1_000);
            assertThat(DeadLetterTopic.text(deadLetters.await(zero), "dlt-cause"))
                    .isEqualTo("UNKNOWN_SCHEMA");
            new Effects(arena).await("behind", 1);
        }
    }

    @Test
    void anIdIsWaitedForOnceHoweverManyRecordsHaveIt() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            for (int i = 0; i < MANY; i++) {
                facts.withSchema(Integer.MAX_VALUE, 0, "unknown");
            }
            facts.add(0, "behind");

            arena.replica("aftercare.messaging.unknown-schema-wait=2s");

            new Effects(arena).await("behind", 1);
            arena.quiet().await();
            assertThat(deadLetters.all()).hasSize(MANY);
        }
    }
}
