package io.aftercare.messaging.arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The arena itself works: what the guarantees are tested with. */
class ArenaTest {

    @Test
    void carriesInputsThroughAReplicaToOutputs() {
        try (Arena arena = Arena.open()) {
            arena.replica();
            arena.inputs().add("a", 3);
            arena.inputs().add("a", 4);

            arena.quiet().await();

            assertThat(arena.outputs().values("a"))
                    .extracting(
                            Output::getSequence, output -> ((Added) output.getBody()).getTotal())
                    .containsExactly(tuple(1L, 3L), tuple(2L, 7L));
        }
    }

    @Test
    void ringsWhenTheClockIsMoved() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();
            arena.inputs()
                    .ring("a", "bell", arena.clock().instant().plus(Duration.ofHours(1)), false);
            arena.quiet().await();
            assertThat(replica.fireDue()).isZero();
            assertThat(arena.outputs().values("a")).isEmpty();

            arena.clock().advance(Duration.ofHours(1));

            arena.outputs().await(sent -> sent.value().getBody() instanceof Rang);
        }
    }

    @Test
    void sharesTheWorkAmongReplicas() {
        try (Arena arena = Arena.open()) {
            List<LocalReplica> replicas = List.of(arena.replica(), arena.replica());

            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () ->
                                    replicas.stream()
                                            .allMatch(
                                                    it ->
                                                            Objects.equals(
                                                                    3,
                                                                    it.assigned()
                                                                            .get(Topics.INPUTS))));
        }
    }

    @Test
    void killsAProcessAtAPointAndAnotherTakesOver() {
        try (Arena arena = Arena.open()) {
            ProcessReplica doomed =
                    arena.process("kill.at=after commit", "aftercare.messaging.session-timeout=3s");
            arena.inputs().add("a", 1);

            assertThat(doomed.awaitKilled()).isEqualTo("after commit");
            assertThat(count(arena, "effect")).isEqualTo(1);

            arena.process();
            arena.quiet().await();
            assertThat(count(arena, "effect")).isEqualTo(1);
            assertThat(arena.outputs().values("a")).hasSize(1);
        }
    }

    private static int count(Arena arena, String table) {
        return arena.sql().sql("SELECT count(*) FROM " + table).query(Integer.class).single();
    }
}
