package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.guarantees.Sessions.HeldLock;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Letter;
import io.aftercare.messaging.test.Quiet;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A batch of one topic that takes long holds up no other topic, though replicas come and go. */
class StuckTopicTest {

    private static final String PATIENT =
            "spring.datasource.hikari.data-source-properties.options="
                    + "-c lock_timeout=10min -c statement_timeout=10min -c TimeZone=UTC";

    @Test
    void othersAreSharedAmongReplicasAndCommitted() {
        try (Arena arena = Arena.open();
                Sessions sessions = new Sessions(arena)) {
            LocalReplica first = arena.replica(PATIENT, "aftercare.messaging.silent-for=1s");
            letter(arena, 1);
            arena.quiet().await();
            try (HeldLock held = sessions.hold("letter:stuck")) {
                letter(arena, 2);
                sessions.awaitWaiting(held);

                LocalReplica second = arena.replica();
                arena.inputs().addToEach(List.of("a", "b", "c"), 10);

                await("inputs are shared")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> Objects.equals(second.assigned().get(Topics.INPUTS), 3));
                inputs(arena).await();
                await("it is told")
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () ->
                                        assertThat(first.bean(Subscriptions.class).troubles())
                                                .hasEntrySatisfying(
                                                        Topics.LETTERS + "-0",
                                                        it ->
                                                                assertThat(it)
                                                                        .contains("has not asked"))
                                                .hasSize(1));
            }
            arena.quiet().await();
            await("well again")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> first.bean(Subscriptions.class).troubles().isEmpty());
            assertThat(new Effects(arena).repeated()).isZero();
        }
    }

    private static void letter(Arena arena, int version) {
        arena.publishing().send(Topics.LETTERS, "stuck", new Letter(version, "x"));
    }

    private static Quiet inputs(Arena arena) {
        return new Quiet(arena.service(), List.of(Topics.INPUTS), arena.admin(), arena.sql());
    }
}
