package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.guarantees.Sessions.HeldLock;
import io.aftercare.messaging.guarantees.Sessions.Waiting;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deadlocks, locks that cannot be had and lost sessions say nothing about a record: the batch is
 * repeated whole, as often as it takes. Here a record that was blamed would be a dead letter at
 * once.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PassingTroubleTest {

    private static final int PARTITION = 0;
    private static final int TIMES = 3;

    private Arena arena;
    private LocalReplica replica;
    private Facts facts;
    private Effects effects;
    private Sessions sessions;
    private DeadLetterTopic deadLetters;
    private String first = "";
    private String last = "";

    @BeforeAll
    void open() {
        arena = Arena.open();
        replica =
                arena.replica(
                        "aftercare.messaging.retry-for=0s",
                        "spring.datasource.hikari.data-source-properties.options="
                                + "-c lock_timeout=3s -c TimeZone=UTC");
        facts = new Facts(arena);
        effects = new Effects(arena);
        sessions = new Sessions(arena);
        deadLetters = new DeadLetterTopic(arena, Topics.INPUTS);
    }

    @AfterAll
    void close() {
        deadLetters.close();
        sessions.close();
        facts.close();
        arena.close();
    }

    /** Locks are taken in the order of the keys. */
    @BeforeEach
    void useKeys(TestInfo test) {
        first = test.getDisplayName() + " a";
        last = test.getDisplayName() + " z";
        facts.add(PARTITION, first);
        facts.add(PARTITION, last);
        effects.await(last, 1);
    }

    @Test
    void aLostSessionRepeatsTheWholeBatch() {
        repeatsTheWholeBatch((_, waiting) -> sessions.terminate(waiting));
    }

    @Test
    void aLockThatCannotBeHadRepeatsTheWholeBatch() {
        repeatsTheWholeBatch((_, _) -> {}); // it gives up by itself
    }

    @Test
    void aDeadlockRepeatsTheWholeBatch() {
        repeatsTheWholeBatch(this::deadlock);
    }

    @Test
    void aSerializationFailureRepeatsTheBatch() {
        facts.trap(PARTITION, first, TrapKind.SERIALIZATION, 5);

        effects.await(first, 2);
        assertThat(deadLetters.all()).isEmpty();
    }

    private interface Trouble {
        void make(HeldLock held, Waiting waiting);
    }

    /** A batch waits for the key of its second record and meets trouble there, again and again. */
    private void repeatsTheWholeBatch(Trouble trouble) {
        try (HeldLock held = sessions.hold("key:" + last)) {
            Waiting waiting = aBatchThatWaitsFor(held);
            for (int i = 0; i < TIMES; i++) {
                trouble.make(held, waiting);
                waiting = sessions.awaitOther(held, waiting);
                assertThat(effects.of(first)).hasSize(1);
            }
        }
        effects.await(first, 3);
        assertThat(effects.of(first)).hasSize(3);
        assertThat(effects.of(last)).hasSize(2);
        assertThat(effects.repeated()).isZero();
        assertThat(deadLetters.all()).isEmpty();
    }

    /** Of three records, which can be seen in one poll only, as the first of them was held up. */
    private Waiting aBatchThatWaitsFor(HeldLock held) {
        try (HeldLock start = sessions.hold("key:" + first)) {
            facts.add(PARTITION, first);
            sessions.awaitWaiting(start);
            facts.add(PARTITION, last);
            facts.add(PARTITION, first);
            Waiting waiting = sessions.awaitWaiting(start);
            sessions.terminate(waiting);
            sessions.awaitOther(start, waiting);
        }
        return sessions.awaitWaiting(held);
    }

    /** The victim is who waited first, if the other follows within a second; else once more. */
    private void deadlock(HeldLock held, Waiting waiting) {
        int before = sessions.deadlocks();
        int weWereIt = 0;
        while (!held.touch("key:" + first)) {
            weWereIt++;
            waiting = sessions.awaitOther(held, waiting);
        }
        int ours = weWereIt;
        await("the service was the victim of a deadlock")
                .atMost(Duration.ofSeconds(10))
                .until(() -> sessions.deadlocks() - before > ours);
    }

    /** As after a fail-over that left the service on what is now a standby. */
    @Test
    void aDatabaseThatOnlyReadsRepeatsTheBatchUntilItWritesAgain() throws SQLException {
        String name = arena.sql().sql("SELECT current_database()").query(String.class).single();
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    "ALTER DATABASE %s SET default_transaction_read_only = on".formatted(name));
            try {
                sessions.terminateAll();
                facts.add(PARTITION, first);
                awaitTrouble("DATABASE_AWAY");
            } finally {
                statement.execute(
                        "ALTER DATABASE %s RESET default_transaction_read_only".formatted(name));
            }
        }

        effects.await(first, 2);
        assertThat(effects.of(first)).hasSize(2);
        assertThat(deadLetters.all()).isEmpty();
        awaitNoTrouble();
    }

    @ParameterizedTest(name = "sqlState {0}")
    @ValueSource(strings = {"53100", "53200", "58030"})
    void aServerWithoutDiskOrMemoryRepeatsTheBatch(String state) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(
                    """
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '%s'; END $$"""
                            .formatted(state));
            statement.execute(
                    """
                    CREATE TRIGGER refuse BEFORE INSERT ON effect
                    FOR EACH ROW EXECUTE FUNCTION refuse()""");
            try {
                facts.add(PARTITION, first);
                awaitTrouble("DATABASE_AWAY");
            } finally {
                statement.execute("DROP FUNCTION refuse CASCADE");
            }
        }

        effects.await(first, 2);
        assertThat(effects.of(first)).hasSize(2);
        assertThat(deadLetters.all()).isEmpty();
        awaitNoTrouble();
    }

    /** A session that stays as it was when it began. */
    private Connection owner() throws SQLException {
        return DriverManager.getConnection(
                arena.database().jdbcUrl(),
                arena.database().owner(),
                arena.database().ownerPassword());
    }

    private void awaitTrouble(String reason) {
        await(reason)
                .atMost(Duration.ofSeconds(60))
                .until(() -> replica.bean(Subscriptions.class).troubles().containsValue(reason));
    }

    private void awaitNoTrouble() {
        await("no trouble")
                .atMost(Duration.ofSeconds(60))
                .until(() -> replica.bean(Subscriptions.class).troubles().isEmpty());
    }

    @Test
    void losingAllSessionsAgainAndAgainLosesNothing() {
        List<String> keys = List.of("l1", "l2", "l3", "l4", "l5", "l6", "l7");
        for (int i = 0; i < 10; i++) {
            arena.inputs().addToEach(keys, 20);
            sessions.terminateAll();
        }
        arena.quiet().awaitAtMost(Duration.ofMinutes(3));

        for (String key : keys) {
            assertThat(effects.of(key)).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
            // a relay whose session ends before the delete says it again
            assertThat(arena.outputs().values(key).stream().map(Output::getSequence).distinct())
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 200).boxed().toList());
        }
        assertThat(effects.repeated()).isZero();
        assertThat(deadLetters.all()).isEmpty();
    }

    /** A statement that ran too long would do so again: its record is to blame. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aCancelledStatementIsNoSuchTrouble() {
        try (HeldLock held = sessions.hold("key:" + last)) {
            RecordMetadata put = facts.add(PARTITION, last);
            await("its dead letter")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> {
                                sessions.waitingFor(held).ifPresent(sessions::cancel);
                                return !deadLetters.of(put).isEmpty();
                            });
            assertThat(DeadLetterTopic.text(deadLetters.await(put), "dlt-cause"))
                    .isEqualTo("UNEXPECTED");
        }
    }
}
