package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.arena.ProcessReplica;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.TrapKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** While a dead letter cannot be written, its record is not past; everything else goes on. */
class DeadLettersAwayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NOTHING_FITS = "1";
    private static final String ALL_FITS = String.valueOf(2 * 1024 * 1024);

    @Test
    void theOffsetStaysNeighboursPassAndItHealsByItself() throws Exception {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            LocalReplica replica = arena.replica("aftercare.messaging.retry-for=1s");
            takeLettersUpTo(arena, NOTHING_FITS);
            facts.add(0, "before poison");
            RecordMetadata poison = facts.noise(0);
            facts.add(0, "behind poison");
            facts.add(1, "before trap");
            RecordMetadata trap = facts.trap(1, "trap", TrapKind.EXCEPTION);
            facts.add(1, "behind trap");

            await("it is told").atMost(PATIENCE).until(() -> standing(replica) == 2);
            facts.add(2, "beside");
            effects.await("beside", 1);
            effects.await("before poison", 1);
            effects.await("before trap", 1);
            assertThat(Probes.isReady(replica)).isFalse();
            assertThat(Probes.isLive(replica)).isTrue();
            assertThat(replica.bean(Subscriptions.class).troubles())
                    .containsEntry(Topics.INPUTS + "-0", "DEAD_LETTERS_AWAY");
            assertThat(deadLetters.all()).isEmpty();
            assertThat(committed(arena, poison)).isEqualTo(poison.offset());
            assertThat(committed(arena, trap)).isEqualTo(trap.offset());
            assertThat(effects.of("behind trap")).isEmpty();

            takeLettersUpTo(arena, ALL_FITS);
            effects.await("behind poison", 1);
            effects.await("behind trap", 1);
            arena.quiet().await();
            await("ready").atMost(PATIENCE).until(() -> Probes.isReady(replica));
            assertThat(deadLetters.of(poison)).hasSize(1);
            assertThat(deadLetters.of(trap)).hasSize(1);
            assertThat(deadLetters.all()).hasSize(2);
            assertThat(effects.repeated()).isZero();
            // not handled again with each try to bury what is before it
            assertThat(Measured.count(replica, "messaging.repeated", "topic", Topics.INPUTS))
                    .isLessThanOrEqualTo(1);
        }
    }

    /** Between the dead letter and its record's offset: twice is allowed, never is not. */
    @Test
    void aProcessThatIsKilledBeforeTheOffsetIsCommittedBuriesAgain() {
        try (Arena arena = Arena.open();
                Facts facts = new Facts(arena);
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            ProcessReplica doomed =
                    arena.launched(
                            "kill.at=dead letter acked", "aftercare.messaging.session-timeout=3s");
            RecordMetadata poison = facts.noise(0);
            facts.add(0, "behind");
            assertThat(doomed.awaitKilled()).isEqualTo("dead letter acked");

            arena.replica();
            arena.quiet().await();

            assertThat(deadLetters.of(poison)).hasSize(2);
            assertThat(effects.of("behind")).hasSize(1);
        }
    }

    private static double standing(LocalReplica replica) {
        return Measured.gauge(
                replica,
                "messaging.standing",
                "topic",
                Topics.INPUTS,
                "reason",
                "DEAD_LETTERS_AWAY");
    }

    private static long committed(Arena arena, RecordMetadata record) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed =
                arena.admin()
                        .listConsumerGroupOffsets(ConsumerGroup.of(arena.service(), Topics.INPUTS))
                        .partitionsToOffsetAndMetadata()
                        .get();
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        return Objects.requireNonNull(committed.get(partition)).offset();
    }

    private static void takeLettersUpTo(Arena arena, String bytes) throws Exception {
        ConfigResource topic =
                new ConfigResource(
                        ConfigResource.Type.TOPIC, DeadLetterTopic.name(arena, Topics.INPUTS));
        arena.admin()
                .incrementalAlterConfigs(
                        Map.of(
                                topic,
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry("max.message.bytes", bytes),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }
}
