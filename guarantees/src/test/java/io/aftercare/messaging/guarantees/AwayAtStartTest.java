package io.aftercare.messaging.guarantees;

import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.stack.Infrastructure;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service that is started before what it needs waits for it. */
class AwayAtStartTest {

    @AfterEach
    void mendWhatAFailedTestLeftBroken() {
        Infrastructure.shared();
    }

    @Test
    void itWaitsForTheRegistry() {
        try (Arena arena = Arena.open()) {
            arena.inputs().add("a", 1);
            arena.parts().registry().stop();
            LocalReplica replica = arena.starting();
            assertWaits(replica);

            arena.parts().registry().start();

            replica.awaitReady();
            new Effects(arena).await("a", 1);
        }
    }

    @Test
    void itWaitsForTheBroker() {
        try (Arena arena = Arena.open()) {
            arena.inputs().add("a", 1);
            arena.parts().brokerCable().cut();
            LocalReplica replica =
                    arena.starting(
                            "AFTERCARE_BOOTSTRAP_SERVERS="
                                    + arena.parts().cabledBootstrapServers());
            assertWaits(replica);

            arena.parts().brokerCable().mend();

            replica.awaitReady();
            new Effects(arena).await("a", 1);
        }
    }

    private static void assertWaits(LocalReplica replica) {
        await("not ready, but alive")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !Probes.isReady(replica) && Probes.isLive(replica));
    }
}
