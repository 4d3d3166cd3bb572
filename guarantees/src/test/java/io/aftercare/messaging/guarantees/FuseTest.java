package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A bug of ours must not empty a topic into the dead letters. */
class FuseTest {

    private static final int IN_A_ROW = 20;
    private static final String AT_ONCE = "aftercare.messaging.retry-for=0s";

    @Test
    void twentyFailuresInARowStopTheConsumerUntilARestart() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            LocalReplica replica = arena.replica(AT_ONCE);
            for (int i = 0; i < IN_A_ROW + 5; i++) {
                facts.trap(i % 3, "trap", TrapKind.EXCEPTION);
            }

            await("the fuse blows")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !Probes.isReady(replica));
            assertThat(Probes.isLive(replica)).isTrue();
            assertThat(replica.bean(Subscriptions.class).troubles().values())
                    .singleElement()
                    .asString()
                    .contains("fuse");
            facts.add(0, "behind");
            facts.add(5, "beside");
            replica.close();
            assertThat(deadLetters.all()).hasSize(IN_A_ROW);
            assertThat(effects.count()).isZero();

            LocalReplica restarted = arena.replica(AT_ONCE);
            effects.await("behind", 1);
            effects.await("beside", 1);
            arena.quiet().await();
            assertThat(deadLetters.all()).hasSize(IN_A_ROW + 5);
            assertThat(Probes.isReady(restarted)).isTrue();
        }
    }

    @Test
    void aBadRecordIsNoBug() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            LocalReplica replica = arena.replica(AT_ONCE);
            for (int i = 0; i < 3 * IN_A_ROW; i++) {
                facts.noise(i % 6);
            }

            arena.quiet().await();

            assertThat(deadLetters.all()).hasSize(3 * IN_A_ROW);
            assertThat(Probes.isReady(replica)).isTrue();
        }
    }

    /** Though each failure is tried again for a while, and one partition alone fails. */
    @Test
    void aBugInAThirdOfOnePartitionsRecordsStopsTheConsumer() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            for (int i = 0; i < 20; i++) {
                facts.add(0, "good");
                facts.add(0, "good");
                facts.trap(0, "trap", TrapKind.EXCEPTION);
            }

            LocalReplica replica =
                    arena.replica(
                            "aftercare.messaging.retry-for=500ms",
                            "aftercare.messaging.fuse.in-a-row=5",
                            "aftercare.messaging.fuse.window=1s");

            await("the fuse blows")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !Probes.isReady(replica));
            assertThat(replica.bean(Subscriptions.class).troubles().values())
                    .singleElement()
                    .asString()
                    .contains("fuse");
            assertThat(Measured.gauge(replica, "messaging.stopped", "topic", Topics.INPUTS))
                    .isEqualTo(1);
            assertThat(deadLetters.all()).hasSizeBetween(5, 19);
        }
    }
}
