package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.arena.ProcessReplica;
import io.aftercare.messaging.tally.avro.Input;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A process that is killed between any two consecutive steps of a hop loses nothing and does
 * nothing twice: every input has its effect once, and a fact is published if and only if it was
 * committed.
 */
class SaidIfAndOnlyIfDoneTest {

    private static final List<String> KEYS = List.of("a", "b", "c");
    private static final int OF_EACH = 2;
    private static final String SOON_MISSED = "aftercare.messaging.session-timeout=3s";

    /** The steps of a hop, in their order. One whose gap leaves what another leaves is seldom. */
    private static final List<Step> STEPS =
            List.of(
                    new Step("polled", 1, "", true),
                    new Step("after INSERT INTO messaging.stream", 1, "polled", true),
                    new Step("after SELECT key, next_sequence", 1, "polled", true),
                    new Step("after INSERT INTO messaging.inbox", 1, "polled", true),
                    new Step("after SELECT key, total", 1, "polled", true),
                    new Step("after INSERT INTO tally", 1, "polled", true),
                    new Step("after INSERT INTO effect", 1, "polled", true),
                    new Step("after UPDATE messaging.stream", 1, "polled", true),
                    new Step("after INSERT INTO messaging.outbox", 1, "polled", true),
                    new Step("before commit", 1, "polled", false),
                    new Step("after commit", 1, "polled", false),
                    new Step("offsets committed", 1, "polled", false),
                    new Step("after SELECT id, topic", 1, "after commit", true),
                    new Step("sending", 1, "after commit", true),
                    new Step("sending", 3, "after commit", true),
                    new Step("acked", 1, "after commit", true),
                    new Step("acked", 3, "after commit", false),
                    new Step("after DELETE FROM messaging.outbox", 1, "after commit", false));

    /** Where a process dies: at the n-th time at a point, counted from another point on. */
    private record Step(String point, int nth, String from, boolean seldom) {

        String[] settings() {
            return new String[] {
                "kill.at=" + point,
                "kill.nth=" + nth,
                "kill.after=" + from,
                "kill.tell=true",
                SOON_MISSED
            };
        }
    }

    @Test
    void nothingIsLostAndNothingHappensTwiceWhereverTheProcessIsKilled() {
        try (Arena arena = Arena.open()) {
            List<Input> inputs = new ArrayList<>();
            for (int round = 0; round < Thorough.times(1); round += 10) {
                for (Step step : steps()) {
                    ProcessReplica doomed = arena.launched(step.settings());
                    inputs.addAll(arena.inputs().addToEach(KEYS, OF_EACH));
                    assertThat(doomed.awaitKilled()).startsWith(step.point());
                    assertThat(doomed.log()).contains("reached: " + step.point());
                    everythingItWroteIsAStep(doomed);
                }
            }
            arena.replica();
            arena.quiet().await();

            Audit.of(arena).eachWasAddedOnce(inputs).everythingIsSaidInOrder();
        }
    }

    /** Told to stop with a batch at hand and facts unsent, again and again. */
    @Test
    void nothingIsLostAndNothingHappensTwiceWhenItIsStoppedInTheMiddle() {
        try (Arena arena = Arena.open()) {
            List<String> keys = Stream.iterate(0, i -> i + 1).limit(20).map(i -> "s" + i).toList();
            List<Input> inputs = new ArrayList<>();
            for (int round = 0; round < Thorough.times(2); round++) {
                LocalReplica stopped = arena.replica("aftercare.messaging.batch=50");
                long before = effects(arena);
                inputs.addAll(arena.inputs().addToEach(keys, 50));
                await().atMost(Duration.ofSeconds(60)).until(() -> effects(arena) > before);
                stopped.close();
            }
            assertThat(effects(arena)).as("stopped in the middle").isLessThan(inputs.size());
            arena.replica();
            arena.quiet().await();

            Audit.of(arena).eachWasAddedOnce(inputs).everythingIsSaidInOrder();
        }
    }

    /** Killed whenever it has done so much, under a steady load, again and again. */
    @Test
    @EnabledIfSystemProperty(named = "thorough", matches = "true")
    void nothingIsLostAndNothingHappensTwiceUnderLoad() {
        try (Arena arena = Arena.open()) {
            List<String> keys = Stream.iterate(0, i -> i + 1).limit(40).map(i -> "k" + i).toList();
            List<Input> inputs = new ArrayList<>();
            for (int round = 0; round < Thorough.times(1); round++) {
                ProcessReplica doomed = arena.process("aftercare.messaging.batch=50", SOON_MISSED);
                inputs.addAll(arena.inputs().addToEach(keys, 25));
                long enough = inputs.size() - 1000 + 20 * (round % 50);
                await().atMost(Duration.ofSeconds(60)).until(() -> effects(arena) >= enough);
                doomed.kill();
            }
            arena.replica();
            arena.quiet().await();

            Audit.of(arena).eachWasAddedOnce(inputs).everythingIsSaidInOrder();
        }
    }

    private static List<Step> steps() {
        return STEPS.stream().filter(step -> Thorough.asked() || !step.seldom()).toList();
    }

    /** Else nobody would be killed behind a step that is new in the engine. */
    private static void everythingItWroteIsAStep(ProcessReplica replica) {
        assertThat(replica.log().lines())
                .filteredOn(line -> line.matches("reached: after (INSERT|UPDATE|DELETE) .*"))
                .allSatisfy(
                        line ->
                                assertThat(STEPS)
                                        .anyMatch(
                                                step ->
                                                        line.startsWith(
                                                                "reached: " + step.point())));
    }

    private static long effects(Arena arena) {
        return arena.sql().sql("SELECT count(*) FROM effect").query(Long.class).single();
    }
}
