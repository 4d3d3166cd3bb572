package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Added;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.stack.Infrastructure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * While broker, database or registry are away the service is not ready, but alive, and waits. When
 * they are back it goes on by itself: nothing is lost, nothing happens twice, nothing was blamed.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OutageTest {

    private static final boolean THOROUGH = Boolean.getBoolean("thorough");
    private static final Duration LASTS = THOROUGH ? Duration.ofMinutes(3) : Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int KEYS = 12;
    private static final int RINGS = 5;

    private Arena arena;
    private LocalReplica replica;
    private Effects effects;

    @BeforeAll
    void open() {
        arena = Arena.open();
        replica =
                arena.replica(
                        "aftercare.messaging.retry-for=0s", // blame would show at once
                        "aftercare.messaging.unknown-schema-wait=0s",
                        "spring.datasource.hikari.connection-timeout=1000",
                        "AFTERCARE_BOOTSTRAP_SERVERS=" + arena.parts().cabledBootstrapServers());
        effects = new Effects(arena);
    }

    @AfterEach
    void mendWhatAFailedTestLeftBroken() {
        Infrastructure.shared();
    }

    @AfterAll
    void close() {
        arena.close();
    }

    private record Outage(
            String name, Consumer<Infrastructure> begin, Consumer<Infrastructure> end) {

        boolean ofTheDatabase() {
            return name.startsWith("database");
        }

        boolean ofEverybodysBroker() {
            return name.equals("broker killed");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Outage> outages() {
        List<Outage> usual =
                List.of(
                        new Outage(
                                "broker killed",
                                it -> it.broker().kill(),
                                it -> it.broker().start()),
                        new Outage(
                                "broker cut off",
                                it -> it.brokerCable().cut(),
                                it -> it.brokerCable().mend()),
                        new Outage(
                                "database stopped",
                                it -> it.database().stop(),
                                it -> it.database().start()));
        List<Outage> rare =
                List.of(
                        new Outage(
                                "broker silent",
                                it -> it.brokerCable().stall(),
                                it -> it.brokerCable().mend()),
                        new Outage(
                                "database killed",
                                it -> it.database().kill(),
                                it -> it.database().start()),
                        new Outage(
                                "database silent",
                                it -> it.database().suspend(),
                                it -> it.database().start()));
        return Stream.concat(usual.stream(), THOROUGH ? rare.stream() : Stream.empty());
    }

    @ParameterizedTest
    @MethodSource("outages")
    void isSurvived(Outage outage) {
        List<String> keys = IntStream.range(0, KEYS).mapToObj(i -> outage + " " + i).toList();
        Instant due = arena.clock().instant().plus(Duration.ofHours(1));
        ring(outage + " bell", due, false);
        ring(outage + " waiting bell", due, true);
        arena.inputs().addToEach(keys, 100);
        effects.await(keys.getLast(), 1);
        await("timers are set").atMost(PATIENCE).until(() -> set(outage + "") == 2 * RINGS);

        outage.begin.accept(arena.parts());
        arena.clock().set(due);
        if (!outage.ofEverybodysBroker()) {
            arena.inputs().addToEach(keys, 20);
        }
        awaitNotReady();
        if (outage.ofTheDatabase()) {
            awaitTrouble("DATABASE_AWAY");
        } else {
            await("timers fire").atMost(PATIENCE).until(() -> rung(outage + " bell") == RINGS);
            assertThat(rung(outage + " waiting bell")).isZero();
        }
        outage.end.accept(arena.parts());
        if (outage.ofEverybodysBroker()) {
            arena.inputs().addToEach(keys, 20);
        }

        await("timers have fired")
                .atMost(PATIENCE)
                .until(() -> rung(outage + " bell") + rung(outage + " waiting bell") >= 2 * RINGS);
        arena.quiet().awaitAtMost(PATIENCE);
        awaitReady();
        assertThat(rung(outage + " bell")).isEqualTo(RINGS);
        assertThat(rung(outage + " waiting bell")).isEqualTo(RINGS);
        keys.forEach(key -> assertOnce(key, 120));
        assertThat(rings(outage + " bell")).isEqualTo(RINGS);
        assertThat(rings(outage + " waiting bell")).isEqualTo(RINGS);
        assertNothingIsBlamed();
    }

    @Test
    void ofTheRegistryStopsOnlyWhatNobodyHasSeenYet() {
        try (Facts facts = new Facts(arena)) {
            int id = LaterSchema.register(arena);
            arena.parts().registry().stop();
            facts.withSchema(id, 0, "new schema");
            facts.add(0, "behind");
            facts.add(1, "known schema");

            effects.await("known schema", 1);
            awaitTrouble("REGISTRY_AWAY");
            awaitNotReady();
            assertThat(effects.of("new schema")).isEmpty();
            arena.parts().registry().start();

            effects.await("new schema", 1);
            effects.await("behind", 1);
            awaitReady();
            assertNothingIsBlamed();
        }
    }

    /**
     * Else the service would be not ready for ever, as nothing comes that would end its waiting.
     */
    @Test
    void nobodyWaitsForWhatTheTopicNoLongerKeeps() throws Exception {
        try (Facts facts = new Facts(arena)) {
            arena.parts().registry().stop();
            facts.withSchema(Integer.MAX_VALUE - 1, 0, "soon gone");
            awaitTrouble("REGISTRY_AWAY");
            assertThat(
                            Measured.gauge(
                                    replica,
                                    "messaging.standing",
                                    "topic",
                                    Topics.INPUTS,
                                    "reason",
                                    "REGISTRY_AWAY"))
                    .isEqualTo(1);

            arena.admin()
                    .deleteRecords(
                            Map.of(
                                    new TopicPartition(Topics.INPUTS, 0),
                                    RecordsToDelete.beforeOffset(-1)))
                    .all()
                    .get();

            awaitReady();
            arena.parts().registry().start();
            facts.add(0, "behind what is gone");
            effects.await("behind what is gone", 1);
            assertNothingIsBlamed();
        }
    }

    @Test
    void ofEveryConnectionOfThePoolIsSurvived() throws SQLException {
        List<Connection> taken = takeAllConnections();
        arena.clock().advance(Duration.ofDays(1)); // the inbox needs a new day, too
        arena.inputs().addToEach(List.of("crowded out"), 10);

        awaitTrouble("DATABASE_AWAY");
        awaitNotReady();
        for (Connection connection : taken) {
            connection.close();
        }

        arena.quiet().awaitAtMost(PATIENCE);
        assertOnce("crowded out", 10);
        awaitReady();
        assertNothingIsBlamed();
    }

    /** Also those that the relay and others hold at first: they give up when they get no more. */
    private List<Connection> takeAllConnections() {
        List<Connection> taken = new ArrayList<>();
        HikariDataSource pool = replica.bean(HikariDataSource.class);
        await("all connections are taken")
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SQLException.class)
                .until(
                        () -> {
                            taken.add(pool.getConnection());
                            return taken.size() == pool.getMaximumPoolSize();
                        });
        return taken;
    }

    private void awaitNotReady() {
        await("not ready").atMost(PATIENCE).until(() -> !Probes.isReady(replica));
        await("not ready, but alive")
                .during(LASTS)
                .atMost(LASTS.plus(PATIENCE))
                .until(() -> !Probes.isReady(replica) && Probes.isLive(replica));
    }

    private void awaitTrouble(String reason) {
        await(reason)
                .atMost(PATIENCE)
                .until(() -> replica.bean(Subscriptions.class).troubles().containsValue(reason));
    }

    private void awaitReady() {
        await("ready again").atMost(PATIENCE).until(() -> Probes.isReady(replica));
    }

    private void ring(String subject, Instant due, boolean waits) {
        for (int i = 0; i < RINGS; i++) {
            arena.inputs().ring(subject, subject + i, due.minusMillis(i), waits);
        }
    }

    private int set(String subject) {
        return arena.sql()
                .sql("SELECT count(*) FROM messaging.timer WHERE starts_with(subject, :subject)")
                .param("subject", subject)
                .query(Integer.class)
                .single();
    }

    private int rung(String subject) {
        return arena.sql()
                .sql("SELECT count(*) FROM rung WHERE starts_with(subject, :subject)")
                .param("subject", subject)
                .query(Integer.class)
                .single();
    }

    private long rings(String subject) {
        return arena.outputs().values(subject).stream()
                .map(Output::getBody)
                .filter(Rang.class::isInstance)
                .map(body -> ((Rang) body).getSubject())
                .distinct()
                .count();
    }

    /** Each of a key's inputs had one effect, in order, and its output is published. */
    private void assertOnce(String key, int inputs) {
        List<Long> all = LongStream.rangeClosed(1, inputs).boxed().toList();
        assertThat(effects.of(key)).isEqualTo(all);
        assertThat(
                        arena.outputs().values(key).stream()
                                .map(output -> ((Added) output.getBody()).getInput())
                                .distinct()
                                .toList())
                .isEqualTo(all);
    }

    private void assertNothingIsBlamed() {
        assertThat(effects.repeated()).isZero();
        for (String topic : List.of(Topics.INPUTS, Topics.LETTERS)) {
            try (DeadLetterTopic deadLetters = new DeadLetterTopic(arena, topic)) {
                assertThat(deadLetters.all()).isEmpty();
            }
        }
    }
}
