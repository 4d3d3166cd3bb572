package io.aftercare.messaging.guarantees;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A timer fires once if the transaction that set it was committed, and not at all if one that
 * cancelled it was, whatever dies, races or fails meanwhile.
 */
class TimersSurviveTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BELL = "ring";

    /** The steps of firing, in their order. One whose gap leaves what another leaves is seldom. */
    private static final List<Step> STEPS =
            List.of(
                    new Step("after SELECT kind, subject", true),
                    new Step("after INSERT INTO messaging.stream", true),
                    new Step("after SELECT key, next_sequence", true),
                    new Step("after WITH taken", true),
                    new Step("after INSERT INTO rung", true),
                    new Step("after UPDATE messaging.stream", true),
                    new Step("after INSERT INTO messaging.outbox", true),
                    new Step("before commit", false),
                    new Step("after commit", false));

    /** Where a process dies; the last one leaves nothing to fire. */
    private record Step(String point, boolean seldom) {}

    @Test
    void thoseDueWhileEverythingWasDownFireOnceWhereverTheProcessIsKilled() {
        try (Arena arena = Arena.open()) {
            List<String> bells = bells(Thorough.times(40));
            LocalReplica whileUp = arena.replica();
            Instant due = arena.clock().instant().plusMillis(1);
            bells.forEach(bell -> arena.inputs().ring("of " + bell, bell, due, false));
            arena.quiet().await();
            whileUp.close();
            assertThat(count(arena, "SELECT count(*) FROM messaging.timer"))
                    .isEqualTo(bells.size());

            for (Step step : STEPS) {
                if (Thorough.asked() || !step.seldom()) {
                    assertThat(
                                    arena.launched("kill.at=" + step.point(), "kill.after=")
                                            .awaitKilled())
                            .startsWith(step.point());
                }
            }
            arena.replicaInRealTime();
            allAreGone(arena);

            Audit.of(arena).eachRangOnce(bells).everythingIsSaidInOrder();
        }
    }

    @Test
    void thoseDueWhileEverythingWasDownFireOnceThoughAllReplicasComeBackTogether() {
        try (Arena arena = Arena.open()) {
            List<String> bells = bells(Thorough.times(200));
            LocalReplica whileUp = arena.replica();
            Instant now = arena.clock().instant();
            for (int i = 0; i < bells.size(); i++) {
                arena.inputs()
                        .ring("k" + i % 7, bells.get(i), now.plusMillis(1 + i % 100), i % 2 == 0);
            }
            arena.quiet().await();
            whileUp.close();

            arena.clock().advance(Duration.ofHours(1));
            arena.replica("aftercare.messaging.timers.batch=10");
            arena.replica("aftercare.messaging.timers.batch=10");
            allAreGone(arena);

            Audit.of(arena).eachRangOnce(bells).everythingIsSaidInOrder();
        }
    }

    @Test
    void manyAtOnceAreSharedAmongThreadsAndThoseOfOneKeyFireInTheirOrder() {
        try (Arena arena = Arena.open()) {
            List<String> bells = bells(Thorough.times(300));
            LocalReplica whileUp = arena.replica();
            Instant now = arena.clock().instant();
            for (int i = 0; i < bells.size(); i++) {
                arena.inputs().ring(key(i % 7), bells.get(i), now.plusMillis(1 + i), false);
            }
            arena.quiet().await();
            whileUp.close();

            arena.clock().advance(Duration.ofHours(1));
            arena.replica(
                    "aftercare.messaging.timers.batch=10", "aftercare.messaging.timers.threads=3");
            allAreGone(arena);

            Audit.of(arena).eachRangOnce(bells).everythingIsSaidInOrder();
            Map<String, List<Instant>> rung =
                    arena.outputs().all().stream()
                            .filter(sent -> sent.value().getBody() instanceof Rang)
                            .collect(
                                    groupingBy(
                                            sent -> sent.key(),
                                            mapping(
                                                    sent -> sent.value().getOccurredAt(),
                                                    toList())));
            assertThat(rung).hasSizeGreaterThan(3);
            assertThat(rung).allSatisfy((_, due) -> assertThat(due).isSorted());
        }
    }

    /** The firing thread has seen it as due and waits for its key while it is cancelled. */
    @Test
    void oneCancelledInACommittedTransactionNeverFiresNorOneMovedBeforeItsNewTime() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();
            Instant due = arena.clock().instant().plusSeconds(1);
            Instant later = due.plusSeconds(1);
            arena.inputs().ring("k", "cancelled", due, false);
            arena.inputs().ring("k", "moved", due, false);
            arena.inputs().ring("k", "neighbour", due, false);
            arena.quiet().await();

            holding(
                    replica,
                    () -> {
                        arena.clock().set(due);
                        await().atMost(PATIENCE).until(() -> somebodyWaitsForALock(arena));
                        Timers timers = replica.bean(Timers.class);
                        timers.cancel(BELL, "cancelled");
                        timers.set(Timer.at(later, BELL, "moved", "key:k"));
                    });
            arena.outputs().await(sent -> "neighbour".equals(subject(sent.value())));
            replica.fireDue();
            arena.quiet().await();
            assertThat(rung(arena)).containsExactly("neighbour");

            arena.clock().set(later);
            arena.outputs().await(sent -> "moved".equals(subject(sent.value())));
            assertThat(rung(arena)).containsExactly("neighbour", "moved");
        }
    }

    /** Cancelled, moved and set while they are due, by a listener against two firing replicas. */
    @Test
    void settingAndCancellingRaceWithFiringWithoutDeadlock() {
        try (Arena arena = Arena.open()) {
            List<LocalReplica> replicas =
                    List.of(arena.replicaInRealTime(), arena.replicaInRealTime());
            List<String> bells = bells(Thorough.times(150));
            Instant start = Clock.tickMillis(ZoneOffset.UTC).instant().plusMillis(500);
            for (int i = 0; i < bells.size(); i++) {
                arena.inputs().ring(key(i), bells.get(i), start.plusMillis(10L * i), false);
            }
            arena.outputs().await(sent -> sent.value().getBody() instanceof Rang);
            for (int i = 0; i < bells.size(); i++) {
                long again = i % 3 == 0 ? Duration.ofHours(1).toMillis() : 11L * i;
                arena.inputs().ring(key(i), bells.get(i), start.plusMillis(again), false);
                arena.inputs().silence(key(i), bells.get(i));
                arena.inputs().add(key(i), i);
            }
            await().atMost(PATIENCE)
                    .until(() -> count(arena, "SELECT count(*) FROM effect") == 4L * bells.size());
            allAreGone(arena);

            Audit.of(arena).everythingIsSaidInOrder();
            nothingRangOnceItWasCancelled(arena, bells);
            replicas.forEach(LocalReplica::close);
            assertThat(deadlocks(arena)).isZero();
        }
    }

    @Test
    void oneThatFailsIsTriedAgainMoreAndMoreSeldomThenParkedAndItsNeighboursFire() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica =
                    arena.replica(
                            "aftercare.messaging.timers.tries=4",
                            "aftercare.messaging.timers.first-pause=10s");
            Instant due = arena.clock().instant().plusSeconds(1);
            List<String> bells = bells(10);
            bells.forEach(bell -> arena.inputs().ring("k", bell, due, false));
            arena.inputs().ring("k", "broken", due, false);
            arena.inputs().ring("k", "cracked", due, false);
            arena.quiet().await();
            assertThat(Gauges.failed(replica, BELL, true)).isZero();

            Failed state = new Failed(0, due, null, false);
            for (int tries = 1; tries < 4; tries++) {
                arena.clock().set(state.next().minusMillis(1));
                replica.fireDue();
                assertThat(broken(arena)).isEqualTo(state);
                arena.clock().set(state.next());
                Instant again = state.next().plusSeconds(10L << (tries - 1));
                state = new Failed(tries, again, "java.lang.IllegalStateException", false);
                awaitBroken(arena, state);
            }
            arena.clock().set(state.next());
            await().atMost(PATIENCE).until(() -> broken(arena).parked());
            assertThat(broken(arena).attempts()).isEqualTo(4);
            arena.clock().advance(Duration.ofDays(1));
            assertThat(replica.fireDue()).isZero();
            assertThat(broken(arena).attempts()).isEqualTo(4);
            assertThat(rung(arena)).contains("cracked").containsAll(bells).hasSize(11);
            assertThat(dueOf(arena, "cracked")).as("when it was due at first").isEqualTo(due);
            assertThat(Gauges.failed(replica, BELL, true)).isEqualTo(1);
            Gauges.await(replica, "messaging.timers.parked", 1);
        }
    }

    private static Instant dueOf(Arena arena, String subject) {
        return arena.sql()
                .sql("SELECT due FROM rung WHERE subject = :subject")
                .param("subject", subject)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .single();
    }

    /** While two versions run side by side, and when the newer one is taken back for a while. */
    @Test
    void oneOfAKindThatOnlyAnotherVersionHandlesIsLeftToThat() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica("aftercare.messaging.timers.tries=1");
            Instant due = arena.clock().instant().plusSeconds(1);
            setByAnotherVersion(arena, "waits for nothing", due, null);
            setByAnotherVersion(arena, "waits", due, Topics.INPUTS);
            arena.inputs().ring("k", "bell", due, false);
            arena.inputs().ring("k", "waiting bell", due, true);
            arena.quiet().await();

            arena.clock().set(due);
            await().atMost(PATIENCE)
                    .until(() -> rung(arena).containsAll(List.of("bell", "waiting bell")));
            replica.fireDue();

            assertThat(
                            count(
                                    arena,
                                    """
                                    SELECT count(*) FROM messaging.timer
                                     WHERE kind = 'chime' AND attempts = 0 AND NOT parked"""))
                    .isEqualTo(2);
            Gauges.await(replica, "messaging.timers.unknown.kinds", 2);
            assertThat(Probes.isReady(replica)).isTrue();
        }
    }

    private static void setByAnotherVersion(
            Arena arena, String subject, Instant due, @Nullable String waitsFor) {
        arena.sql()
                .sql(
                        """
                        INSERT INTO messaging.timer
                            (kind, subject, key, due, next_try, waits_for, waits_partition)
                        SELECT 'chime', :subject, 'key:k', d, d, w,
                               CASE WHEN w IS NOT NULL THEN 0 END
                          FROM (VALUES (:due::timestamptz, :waitsFor::text)) AS t(d, w)""")
                .param("subject", subject)
                .param("due", due.toString())
                .param("waitsFor", waitsFor)
                .update();
    }

    @Test
    void whatStopsOneKindOrOneKeyStopsNoOther() {
        try (Arena arena = Arena.open();
                Sessions sessions = new Sessions(arena)) {
            LocalReplica replica = arena.replica("aftercare.messaging.timers.tries=1");
            Instant due = arena.clock().instant().plusSeconds(1);
            List<String> bells = bells(30);
            arena.inputs().ring("held", "of a held key", due, false);
            bells.forEach(bell -> arena.inputs().ring("of " + bell, bell, due, false));
            holding(
                    replica,
                    () ->
                            replica.bean(Timers.class)
                                    .set(Timer.at(due.minusMillis(1), "toll", "x", "key:k")));
            arena.quiet().await();
            try (var _ = sessions.hold("key:held")) {
                arena.clock().set(due);

                await().atMost(PATIENCE).until(() -> rung(arena).size() == bells.size());
                assertThat(rung(arena)).containsExactlyInAnyOrderElementsOf(bells);
            }
            await().atMost(PATIENCE).until(() -> rung(arena).contains("of a held key"));
            assertThat(count(arena, "SELECT count(*) FROM messaging.timer WHERE attempts = 0"))
                    .as("the kind in trouble is not to blame")
                    .isEqualTo(1);
        }
    }

    /** To wait for the key once more for each of them would take a minute. */
    @Test
    void aKeyThatIsHeldHoldsUpNoOtherHoweverManyTimersItHas() {
        try (Arena arena = Arena.open();
                Sessions sessions = new Sessions(arena)) {
            LocalReplica replica = arena.replica();
            Instant due = arena.clock().instant().plusSeconds(1);
            List<String> bells = bells(30);
            List<String> ofHeld = bells(300).stream().map(bell -> "held " + bell).toList();
            ofHeld.forEach(bell -> arena.inputs().ring("k", bell, due.minusMillis(1), false));
            bells.forEach(bell -> arena.inputs().ring("of " + bell, bell, due, false));
            arena.quiet().await();

            try (var _ = sessions.hold("key:k")) {
                arena.clock().set(due);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> rung(arena).size() == bells.size());
                replica.fireDue();
                assertThat(rung(arena)).containsExactlyInAnyOrderElementsOf(bells);
            }
            allAreGone(arena);
            Audit.of(arena)
                    .eachRangOnce(Stream.concat(bells.stream(), ofHeld.stream()).toList())
                    .everythingIsSaidInOrder();
        }
    }

    private record Failed(int attempts, Instant next, @Nullable String error, boolean parked) {}

    private static void awaitBroken(Arena arena, Failed state) {
        await().atMost(PATIENCE).until(() -> state.equals(broken(arena)));
    }

    private static Failed broken(Arena arena) {
        return arena.sql()
                .sql(
                        """
                        SELECT attempts, next_try, error, parked FROM messaging.timer
                         WHERE subject = 'broken'""")
                .query(
                        (row, _) ->
                                new Failed(
                                        row.getInt(1),
                                        row.getTimestamp(2).toInstant(),
                                        row.getString(3),
                                        row.getBoolean(4)))
                .single();
    }

    /** The addition after each cancellation tells, by its place, when that was committed. */
    private static void nothingRangOnceItWasCancelled(Arena arena, List<String> bells) {
        List<String> rang = new ArrayList<>();
        for (int i = 0; i < bells.size(); i++) {
            List<Output> said = arena.outputs().values(key(i)).stream().distinct().toList();
            assertThat(said.getLast().getBody()).as(key(i)).isInstanceOf(Added.class);
            said.stream()
                    .map(TimersSurviveTest::subject)
                    .filter(bells::contains)
                    .forEach(rang::add);
        }
        assertThat(rang).as("some rang before").isNotEmpty();
        assertThat(rang).as("some were cancelled before").hasSizeLessThan(2 * bells.size());
        assertThat(rung(arena)).containsExactlyInAnyOrderElementsOf(rang);
    }

    private static void holding(LocalReplica replica, Runnable work) {
        replica.bean(Transactions.class)
                .holding(
                        "key:k",
                        () -> {
                            work.run();
                            return "done";
                        });
    }

    private static boolean somebodyWaitsForALock(Arena arena) {
        return count(arena, "SELECT count(*) FROM pg_locks WHERE NOT granted") > 0;
    }

    private static void allAreGone(Arena arena) {
        await().atMost(PATIENCE)
                .until(() -> count(arena, "SELECT count(*) FROM messaging.timer") == 0);
        arena.quiet().await();
    }

    /** Sessions tell theirs when they end. */
    private static long deadlocks(Arena arena) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                count(
                                                arena,
                                                """
                                                SELECT count(*) FROM pg_stat_activity
                                                 WHERE datname = current_database()
                                                   AND pid <> pg_backend_pid()""")
                                        == 0);
        return count(
                arena, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
    }

    private static List<String> rung(Arena arena) {
        return arena.sql()
                .sql("SELECT subject FROM rung ORDER BY id")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private static String subject(Output output) {
        return output.getBody() instanceof Rang rang ? rang.getSubject() : "";
    }

    private static List<String> bells(int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).map(i -> "bell " + i).toList();
    }

    private static String key(int i) {
        return "k" + i;
    }

    private static long count(Arena arena, String query) {
        return arena.sql().sql(query).query(Long.class).single();
    }
}
