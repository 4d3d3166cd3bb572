package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.outbox.Relay;
import io.aftercare.messaging.timers.FiringTimers;
import org.junit.jupiter.api.Test;

/** A replica that has stopped publishing or firing, though it answers, is not ready. */
class EndedThreadsTest {

    @Test
    void withoutItsRelayAReplicaIsNotReady() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();

            replica.bean(Relay.class).stop();

            assertThat(Probes.isReady(replica)).isFalse();
            assertThat(Probes.isLive(replica)).isTrue();
        }
    }

    @Test
    void withoutItsTimersAReplicaIsNotReady() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();

            replica.bean(FiringTimers.class).stop();

            assertThat(Probes.isReady(replica)).isFalse();
            assertThat(Probes.isLive(replica)).isTrue();
        }
    }
}
