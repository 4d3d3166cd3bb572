package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.Row;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Work that is done once a day begins with the service, and anew after it was parked. */
class AgainAndAgainTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void itBeginsWithTheServiceGoesOnAndIsNotMovedByARestart() {
        try (Arena arena = Arena.open()) {
            Instant start = arena.clock().instant();
            LocalReplica first = arena.replica("tally.clock=true");
            awaitNext(arena, start.plus(DAY));
            first.close();

            arena.clock().advance(Duration.ofHours(1));
            LocalReplica replica = arena.replica("tally.clock=true");
            replica.fireDue();
            assertThat(next(arena)).containsExactly(start.plus(DAY));

            arena.clock().set(start.plus(DAY));
            awaitNext(arena, start.plus(DAY).plus(DAY));
        }
    }

    @Test
    void itBeginsAnewWithTheServiceAfterItWasParked() {
        try (Arena arena = Arena.open()) {
            LocalReplica first = arena.replica("tally.clock=true");
            awaitNext(arena, arena.clock().instant().plus(DAY));
            first.close();
            arena.sql()
                    .sql("UPDATE messaging.timer SET attempts = 10, error = 'x', parked = true")
                    .update();
            Instant restarted = arena.clock().advance(DAY.multipliedBy(10));

            arena.replica("tally.clock=true");

            awaitNext(arena, restarted.plus(DAY));
        }
    }

    private static void awaitNext(Arena arena, Instant next) {
        await().atMost(PATIENCE).until(() -> next(arena).equals(List.of(next)));
    }

    private static List<Instant> next(Arena arena) {
        return arena.sql()
                .sql("SELECT next_try FROM messaging.timer WHERE NOT parked AND attempts = 0")
                .query((row, _) -> Row.instant(row, "next_try"))
                .list();
    }
}
