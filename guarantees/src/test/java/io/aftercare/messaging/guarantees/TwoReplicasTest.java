package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.arena.ProcessReplica;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Input;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Replicas share the work, and one takes over what another leaves behind, in 15 seconds at most if
 * that one died or stands still: everything has its effect once.
 */
class TwoReplicasTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration TAKEN_OVER = Duration.ofSeconds(15);
    private static final List<String> KEYS =
            Stream.iterate(1, i -> i + 1).limit(40).map(i -> "k" + i).toList();

    /**
     * First one stands still, its connections open, so that only its silence tells; when it goes on
     * it has nothing to add. Then the other is killed.
     */
    @Test
    void oneThatStandsStillOrIsKilledHalfWayIsReplacedSoon() {
        try (Arena arena = Arena.open()) {
            ProcessReplica one = arena.launched();
            ProcessReplica other = arena.launched();
            one.awaitReady();
            other.awaitReady();
            Work work = new Work(arena);

            work.isHalfDone();
            one.suspend();
            work.isTakenOver();

            one.resume();
            work.add(2);
            work.isSettled();

            work.isHalfDone();
            other.kill();
            work.isTakenOver();
        }
    }

    @Test
    void aRollingRestartIsNotNoticed() {
        try (Arena arena = Arena.open()) {
            Work work = new Work(arena);
            List<LocalReplica> replicas = new ArrayList<>();
            replicas.add(arena.replicaInRealTime());
            replicas.add(arena.replicaInRealTime());
            for (int i = 0; i < Thorough.times(2); i++) {
                work.add(10);
                replicas.add(arena.replicaInRealTime());
                work.add(10);
                replicas.removeFirst().close();
            }
            work.add(1);
            work.isSettled();
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(replicas)
                                            .extracting(it -> it.assigned().get(Topics.INPUTS))
                                            .containsOnly(3));
        }
    }

    /** Additions and timers of all keys, so of all partitions and shards. */
    private static final class Work {

        final List<Input> inputs = new ArrayList<>();
        private final List<String> timers = new ArrayList<>();
        private final Arena arena;

        Work(Arena arena) {
            this.arena = arena;
        }

        void add(int times) {
            inputs.addAll(arena.inputs().addToEach(KEYS, times));
            Instant due = Clock.tickMillis(ZoneOffset.UTC).instant().plusSeconds(2);
            for (String key : KEYS) {
                String subject = "bell " + timers.size();
                inputs.add(arena.inputs().ring(key, subject, due, true));
                timers.add(subject);
            }
        }

        /** Returns in the midst of much work. */
        void isHalfDone() {
            long before = inputs.size();
            add(Thorough.times(25));
            await().atMost(PATIENCE).until(() -> done() > (before + inputs.size()) / 2);
        }

        long done() {
            return count("SELECT count(*) FROM effect");
        }

        /** From now on: all partitions are read, all timers fire, and all facts are published. */
        void isTakenOver() {
            add(1);
            await().atMost(TAKEN_OVER)
                    .until(
                            () ->
                                    done() == inputs.size()
                                            && count("SELECT count(*) FROM rung") == timers.size()
                                            && count("SELECT count(*) FROM messaging.outbox") == 0);
            isSettled();
        }

        void isSettled() {
            arena.quiet().await();
            await().atMost(PATIENCE)
                    .until(() -> Objects.equals(count("SELECT count(*) FROM messaging.timer"), 0L));
            arena.quiet().await();
            Audit.of(arena)
                    .eachHadItsEffectOnce(inputs)
                    .eachRangOnce(timers)
                    .everythingIsSaidInOrder();
        }

        private long count(String query) {
            return arena.sql().sql(query).query(Long.class).single();
        }
    }
}
