package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.test.Sent;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A timer that waits for a topic fires only when everything published to its partition before it
 * was due has had its effect; then it does.
 */
class TimersWaitForTopicsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Arena arena;
    private Instant due;

    @BeforeEach
    void open() {
        arena = Arena.open();
        due = arena.clock().instant().plusSeconds(10);
    }

    @AfterEach
    void close() {
        arena.close();
    }

    @Test
    void aRecordFromBeforeItWasDueHasItsEffectFirstHoweverLateItIsRead() {
        LocalReplica deaf = arena.replica();
        arena.inputs().ring("k", "silenced in time", due, true);
        arena.inputs().ring("k", "does not wait", due, false);
        arena.inputs().ring("k", "waits", due, true);
        arena.quiet().await();
        deaf.bean(Subscriptions.class).stop();
        arena.inputs().silence("k", "silenced in time");

        arena.clock().set(due.plus(Duration.ofHours(1)));
        awaitRung("does not wait");
        deaf.fireDue();
        assertThat(rung()).containsExactly("does not wait");

        arena.replica();
        awaitRung("does not wait", "waits");
        arena.quiet().await();
        Audit.of(arena).eachRangOnce(List.of("does not wait", "waits")).everythingIsSaidInOrder();
    }

    /** It need not wait for what was published after it was due. */
    @Test
    void itFiresAlthoughTheReaderNeverCatchesUpWithTheWriters() throws Exception {
        LocalReplica deaf = arena.replica();
        Instant later = due.plusSeconds(1);
        arena.inputs().ring("k", "first", due, true);
        arena.inputs().ring("k", "second", later, true);
        arena.quiet().await();
        deaf.bean(Subscriptions.class).stop();

        arena.inputs().add("k", 1);
        arena.clock().set(due);
        deaf.fireDue();
        assertThat(rung()).isEmpty();
        Sent<Input> published = last("k");
        arena.inputs().add("k", 1);
        arena.clock().set(later);
        deaf.fireDue();
        assertThat(rung()).isEmpty();

        commit(published.partition(), published.offset() + 1);
        awaitRung("first");
        deaf.fireDue();
        assertThat(rung()).containsExactly("first");
        commit(published.partition(), published.offset() + 2);
        awaitRung("first", "second");
    }

    @Test
    void itFiresIfNothingWasEverPublishedToThePartition() {
        LocalReplica replica = arena.replica();
        set(replica, Timer.at(due, "ring", "bell", "key:k").waitingFor(Topics.LETTERS, "nobody"));

        arena.clock().set(due);

        awaitRung("bell");
    }

    /** An outage longer than the topic's retention: what is lost is not waited for. */
    @Test
    void itFiresIfWhatWasUnreadIsNoLongerThere() throws Exception {
        LocalReplica deaf = arena.replica();
        arena.inputs().ring("k", "bell", due, true);
        arena.quiet().await();
        deaf.bean(Subscriptions.class).stop();
        arena.inputs().silence("k", "bell");
        TopicPartition partition = new TopicPartition(Topics.INPUTS, last("k").partition());
        arena.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                .all()
                .get();

        arena.clock().set(due);

        awaitRung("bell");
    }

    /** What is lost is not waited for, also if it was there when the topic's end was asked for. */
    @Test
    void itFiresIfWhatWasUnreadIsNoLongerThereLater() throws Exception {
        LocalReplica deaf = arena.replica();
        arena.inputs().ring("k", "bell", due, true);
        arena.quiet().await();
        deaf.bean(Subscriptions.class).stop();
        arena.inputs().silence("k", "bell");
        arena.clock().set(due);
        deaf.fireDue();
        assertThat(rung()).isEmpty();
        Gauges.await(deaf, "messaging.timers.waiting", 1);

        TopicPartition partition = new TopicPartition(Topics.INPUTS, last("k").partition());
        arena.admin()
                .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                .all()
                .get();

        awaitRung("bell");
    }

    /** As while the brokers that hold it are away. */
    @Test
    void aPartitionThatCannotBeAskedForHoldsUpNoOther() {
        LocalReplica replica = arena.replica();
        set(replica, Timer.at(due, "ring", "elsewhere", "key:k").waitingFor(Topics.INPUTS, "k"));
        arena.sql()
                .sql("UPDATE messaging.timer SET waits_partition = 99 WHERE subject = 'elsewhere'")
                .update();
        arena.inputs().ring("k", "bell", due, true);
        arena.quiet().await();

        arena.clock().set(due);

        awaitRung("bell");
    }

    @Test
    void thoseThatWaitForNothingDoNotWaitForABrokerThatIsSilent() {
        LocalReplica replica =
                arena.replica(
                        "spring.kafka.bootstrap-servers=" + arena.parts().cabledBootstrapServers());
        arena.parts().brokerCable().stall();
        try {
            set(replica, Timer.at(due, "ring", "waits", "key:k").waitingFor(Topics.INPUTS, "k"));
            arena.clock().set(due);
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                String bell = "bell " + i;
                set(replica, Timer.at(due, "ring", bell, "key:k"));
                await().atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(10))
                        .until(() -> rung().contains(bell));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("one wait for the broker would be three seconds")
                    .isLessThan(Duration.ofSeconds(30));
        } finally {
            arena.parts().brokerCable().mend();
        }
        await().atMost(PATIENCE).until(() -> rung().contains("waits"));
    }

    @Test
    void whatOneReplicaHasFoundOutServesAnotherWhoseBrokerIsAway() {
        LocalReplica asks = arena.replica();
        LocalReplica does =
                arena.replica(
                        "spring.kafka.bootstrap-servers=" + arena.parts().cabledBootstrapServers());
        Instant later = due.plusSeconds(1);
        arena.inputs().ring("k", "asked for", due, true);
        set(does, Timer.at(later, "ring", "not known", "key:k").waitingFor(Topics.INPUTS, "k"));
        arena.quiet().await();
        arena.clock().set(due);
        awaitRung("asked for");
        asks.close();
        arena.parts().brokerCable().cut();

        set(
                does,
                Timer.at(due.minusMillis(1), "ring", "known", "key:k")
                        .waitingFor(Topics.INPUTS, "k"));
        awaitRung("asked for", "known");
        arena.clock().set(later);
        does.fireDue();
        assertThat(rung()).containsExactly("asked for", "known");

        arena.parts().brokerCable().mend();
        awaitRung("asked for", "known", "not known");
    }

    private static void set(LocalReplica replica, Timer timer) {
        replica.bean(Transactions.class)
                .holding(
                        timer.lock(),
                        () -> {
                            replica.bean(Timers.class).set(timer);
                            return timer;
                        });
    }

    private void awaitRung(String... subjects) {
        await().atMost(PATIENCE).until(() -> rung().equals(List.of(subjects)));
    }

    private List<String> rung() {
        return arena.sql()
                .sql("SELECT subject FROM rung ORDER BY id")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private Sent<Input> last(String key) {
        return arena.sent().on(Topics.INPUTS, Input.class).of(key).getLast();
    }

    /** As if the reader had come so far. */
    private void commit(int partition, long offset)
            throws ExecutionException, InterruptedException {
        arena.admin()
                .alterConsumerGroupOffsets(
                        ConsumerGroup.of(arena.service(), Topics.INPUTS),
                        Map.of(
                                new TopicPartition(Topics.INPUTS, partition),
                                new OffsetAndMetadata(offset)))
                .all()
                .get();
    }
}
