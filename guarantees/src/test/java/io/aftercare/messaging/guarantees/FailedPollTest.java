package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.tally.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** A consumer that its broker or group turns away tries again by itself. */
class FailedPollTest {

    @Test
    void goesOnWhenTheGroupTakesIt() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica;
            try (KafkaConsumer<byte[], byte[]> incompatible = incompatible(arena)) {
                incompatible.subscribe(List.of(Topics.INPUTS));
                await("in the group")
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () -> {
                                    incompatible.poll(Duration.ofMillis(100));
                                    return !incompatible.assignment().isEmpty();
                                });

                replica = arena.starting();
                await("turned away")
                        .atMost(Duration.ofSeconds(60))
                        .until(
                                () ->
                                        troubles(replica)
                                                .equals(
                                                        Map.of(
                                                                Topics.INPUTS + "-0",
                                                                "BROKER_AWAY")));
                assertThat(Probes.isLive(replica)).isTrue();
                assertThat(Probes.isReady(replica)).isFalse();
            }

            arena.inputs().add("a", 1);
            new Effects(arena).await("a", 1);
            await("well").atMost(Duration.ofSeconds(60)).until(() -> troubles(replica).isEmpty());
        }
    }

    private static Map<String, String> troubles(LocalReplica replica) {
        return replica.bean(Subscriptions.class).troubles();
    }

    /** Of the same group, but with another way to share partitions. */
    private static KafkaConsumer<byte[], byte[]> incompatible(Arena arena) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        arena.parts().bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        ConsumerGroup.of(arena.service(), Topics.INPUTS),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        List.of(RangeAssignor.class)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
