package io.aftercare.messaging.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Facts of one key first appear on their topic in the order of their commits, however many relays
 * share the work, however long another transaction takes, and whatever could not be sent at first.
 */
class OrderPerKeyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int REPLICAS = 3;
    private static final String EFFECTS = "SELECT count(*) FROM effect";
    private static final String SHARDS_BY_RELAY =
            """
            SELECT count(DISTINCT pid) FROM pg_locks
             WHERE locktype = 'advisory' AND objsubid = 2 AND objid < 16 AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private static final List<Input> INPUTS = new ArrayList<>();
    private static final List<LocalReplica> RELAYS = new ArrayList<>();

    private static Arena arena;
    private static LocalReplica replica;

    @BeforeAll
    static void threeRelaysShareTheShards() {
        arena = Arena.open();
        String cable = "spring.kafka.bootstrap-servers=" + arena.parts().cabledBootstrapServers();
        for (int i = 0; i < REPLICAS; i++) {
            RELAYS.add(arena.replica(cable));
        }
        replica = RELAYS.getFirst();
        await().atMost(PATIENCE).until(() -> count(SHARDS_BY_RELAY) == REPLICAS);
    }

    @AfterAll
    static void close() {
        arena.close();
    }

    @Test
    void staysWhileConnectionsToTheBrokerBreak() {
        List<String> keys = keys("cut", 40);
        for (int round = 1; round <= Thorough.times(1); round++) {
            long before = count(EFFECTS);
            INPUTS.addAll(arena.inputs().addToEach(keys, 10));
            await().atMost(PATIENCE).until(() -> count(EFFECTS) > before);
            arena.parts().brokerCable().cut();
            INPUTS.addAll(arena.inputs().addToEach(keys, 5));
            keys.forEach(key -> holding(key, () -> say(key, "while it is cut")));
            await("a relay has given up sending")
                    .atMost(PATIENCE)
                    .until(() -> RELAYS.stream().anyMatch(OrderPerKeyTest::isStuck));
            keys.forEach(key -> holding(key, () -> say(key, "later")));
            arena.parts().brokerCable().mend();
        }
        settle();
    }

    /** Its row has a lower id than all that is published before it: nothing may count on ids. */
    @Test
    void isKeptWithoutLossBehindATransactionThatIsHeldOpen() throws Exception {
        List<String> keys = keys("beside", 100);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        CompletableFuture<Void> held =
                CompletableFuture.runAsync(
                        () ->
                                holding(
                                        "held",
                                        () -> {
                                            say("held", "first");
                                            say("held", "second");
                                            beforeCommit(written, released);
                                        }));
        try {
            assertThat(written.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            INPUTS.addAll(arena.inputs().addToEach(keys, 2));
            arena.outputs().await(200, sent -> String.valueOf(sent.key()).startsWith("beside"));
            assertThat(arena.outputs().of("held")).isEmpty();
        } finally {
            released.countDown();
        }
        held.get();
        holding("held", () -> say("held", "third"));
        settle();

        assertThat(texts("held")).containsExactly("first", "second", "third");
    }

    @Test
    void staysWhenTheBrokerRefusesARecord() {
        String large =
                IntStream.range(0, 300)
                        .mapToObj(i -> Ids.of(i).toString())
                        .reduce("", String::concat);
        largestBatch("1000");
        try {
            await().atMost(PATIENCE).until(() -> refuses(large));
            holding(
                    "refused",
                    () -> {
                        say("refused", "small");
                        say("refused", large);
                        say("refused", "behind it");
                    });
            // the first is deleted when sending has stopped at the second
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    count("SELECT count(*) FROM messaging.outbox") == 2
                                            && !texts("refused").isEmpty());
            assertThat(texts("refused")).containsExactly("small");
        } finally {
            largestBatch("2097152");
        }
        settle();

        assertThat(texts("refused").stream().distinct())
                .containsExactly("small", large, "behind it");
    }

    private static boolean isStuck(LocalReplica relaying) {
        return Gauges.of(relaying, "messaging.outbox.stuck.topics") > 0;
    }

    private static void settle() {
        arena.quiet().await();
        Audit.of(arena).eachHadItsEffectOnce(INPUTS).everythingIsSaidInOrder();
    }

    private static void holding(String key, Runnable work) {
        replica.bean(Transactions.class)
                .holding(
                        "key:" + key,
                        () -> {
                            work.run();
                            return key;
                        });
    }

    private static void say(String key, String text) {
        Instant now = arena.clock().instant();
        replica.bean(Outbox.class)
                .fact(
                        Topics.OUTPUTS,
                        "key:" + key,
                        key,
                        now,
                        stamp ->
                                new Output(
                                        stamp.eventId(),
                                        stamp.sequence(),
                                        now,
                                        stamp.recordedAt(),
                                        new Rang(text)));
    }

    /** Registered after the outbox, so called when its rows are written. */
    private static void beforeCommit(CountDownLatch written, CountDownLatch released) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        written.countDown();
                        try {
                            while (!released.await(1, TimeUnit.SECONDS)) {
                                // a transaction that says nothing for long is ended
                                count("SELECT 1", replica.bean(JdbcClient.class));
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                });
    }

    private static List<String> texts(String key) {
        return arena.outputs().values(key).stream()
                .map(output -> ((Rang) output.getBody()).getSubject())
                .toList();
    }

    /** The broker takes a new limit a moment later. What it still takes is no record of ours. */
    private static boolean refuses(String large) {
        try {
            arena.publishing().bytes(Topics.OUTPUTS, "limit", large.getBytes(UTF_8), Map.of());
            return false;
        } catch (IllegalStateException _) {
            return true;
        }
    }

    private static void largestBatch(String bytes) {
        TopicSettings.set(arena, Topics.OUTPUTS, "max.message.bytes", bytes);
    }

    private static List<String> keys(String name, int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).map(i -> name + i).toList();
    }

    private static long count(String query) {
        return count(query, arena.sql());
    }

    private static long count(String query, JdbcClient sql) {
        return sql.sql(query).query(Long.class).single();
    }
}
