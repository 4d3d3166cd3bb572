package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

/** A dead letter is not lost: published again, it is a record like any other. */
class ReplayedDeadLetterTest {

    @Test
    void hasItsEffectOnceThoughLaterFactsOfItsKeyWentAhead() {
        try (Arena arena = Arena.open();
                RawRecords raw = new RawRecords(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            arena.replica("aftercare.messaging.retry-for=0s");
            arena.inputs().add("a", 10);
            arena.quiet().await();
            arena.inputs().trap("a", TrapKind.EXCEPTION, 1); // the second time it adds 1
            arena.quiet().await();
            arena.inputs().add("a", 100);
            arena.quiet().await();
            assertThat(effects.of("a")).containsExactly(1L, 3L);

            replay(raw, deadLetters.all().getFirst());
            arena.quiet().await();
            assertThat(effects.of("a")).containsExactly(1L, 3L, 2L);
            replay(raw, deadLetters.all().getFirst());
            arena.quiet().await();

            assertThat(effects.of("a")).containsExactly(1L, 3L, 2L);
            assertThat(arena.outputs().values("a"))
                    .extracting(Output::getBody)
                    .extracting(body -> ((Added) body).getTotal())
                    .containsExactly(10L, 110L, 111L);
            assertThat(deadLetters.all()).hasSize(1);
        }
    }

    @Test
    void isADeadLetterAgainIfNothingHasChanged() {
        try (Arena arena = Arena.open();
                RawRecords raw = new RawRecords(arena);
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            arena.replica();
            RecordMetadata first = facts.noise(2);

            RecordMetadata second = replay(raw, deadLetters.await(first));

            assertThat(second.offset()).isGreaterThan(first.offset());
            assertThat(deadLetters.await(second).value())
                    .isEqualTo(deadLetters.await(first).value());
        }
    }

    /** As a person would who copies it with all it carries. */
    private static RecordMetadata replay(RawRecords raw, ConsumerRecord<byte[], byte[]> letter) {
        return raw.put(
                Topics.INPUTS,
                letter.partition(),
                letter.key(),
                letter.value(),
                Arrays.asList(letter.headers().toArray()));
    }
}
