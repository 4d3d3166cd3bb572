package io.aftercare.messaging.guarantees;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.tally.avro.Letter;
import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.messaging.test.Sent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A record has its effect once, however often and in whatever company it is received. */
class OnceInEffectTest {

    @Test
    void aWholeTopicReadAgainChangesNothingAndSendsNothing() throws Exception {
        try (Arena arena = Arena.open()) {
            LocalReplica first = arena.replica();
            happen(arena, first);
            World before = World.of(arena);
            long inputs = arena.sent().on(Topics.INPUTS, Input.class).all().size();
            first.close();

            forgetWhatWasRead(arena);
            LocalReplica second = arena.replica();
            arena.quiet().await();

            assertThat(repeated(second)).isEqualTo(inputs);
            assertThat(World.of(arena)).isEqualTo(before);
            republish(arena);
            assertThat(repeated(second)).isEqualTo(2 * inputs);
            assertThat(World.of(arena)).isEqualTo(before);
        }
    }

    @Test
    void repeatsWithinOneBatchAreOne() {
        try (Arena arena = Arena.open()) {
            List<Input> inputs = arena.inputs().addToEach(keys(10), Thorough.times(2));
            List<Sent<Input>> sent =
                    arena.sent().on(Topics.INPUTS, Input.class).await(inputs.size(), _ -> true);
            sent.forEach(arena.publishing()::again);
            sent.reversed().forEach(arena.publishing()::again);

            LocalReplica replica = arena.replica();
            arena.quiet().await();

            assertThat(repeated(replica)).isEqualTo(2 * inputs.size());
            Audit.of(arena).eachWasAddedOnce(inputs).everythingIsSaidInOrder();
            assertThat(arena.outputs().all()).hasSameSizeAs(inputs);
        }
    }

    /** Sums, a timer that rang, one that was silenced, one still set, and letters. */
    private static void happen(Arena arena, LocalReplica replica) {
        Instant now = arena.clock().instant();
        arena.inputs().addToEach(keys(20), Thorough.times(5));
        arena.inputs().ring("k1", "rang", now.plusSeconds(1), true);
        arena.inputs().ring("k2", "silenced", now.plusSeconds(1), false);
        arena.inputs().silence("k2", "silenced");
        arena.inputs().ring("k3", "still set", now.plus(Duration.ofDays(1)), false);
        arena.publishing().send(Topics.LETTERS, "l1", new Letter(1, "old"));
        arena.publishing().send(Topics.LETTERS, "l1", new Letter(2, "new"));
        arena.publishing().send(Topics.LETTERS, "l2", new Letter(1, "gone"));
        arena.publishing().tombstone(Topics.LETTERS, "l2");
        arena.quiet().await();
        arena.clock().advance(Duration.ofSeconds(1));
        replica.fireDue();
        arena.outputs().await(sent -> sent.value().getBody() instanceof Rang);
    }

    /** As when somebody sets the group back to the beginning. */
    private static void forgetWhatWasRead(Arena arena)
            throws ExecutionException, InterruptedException {
        var partitions =
                Stream.of(Topics.INPUTS, Topics.LETTERS)
                        .flatMap(
                                topic ->
                                        Stream.iterate(0, p -> p + 1)
                                                .limit(6)
                                                .map(p -> new TopicPartition(topic, p)))
                        .toList();
        var first =
                arena.admin()
                        .listOffsets(
                                partitions.stream()
                                        .collect(toMap(p -> p, _ -> OffsetSpec.earliest())))
                        .all()
                        .get();
        for (String topic : List.of(Topics.INPUTS, Topics.LETTERS)) {
            Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
            first.forEach(
                    (partition, it) -> {
                        if (partition.topic().equals(topic)) {
                            beginning.put(partition, new OffsetAndMetadata(it.offset()));
                        }
                    });
            arena.admin()
                    .alterConsumerGroupOffsets(ConsumerGroup.of(arena.service(), topic), beginning)
                    .all()
                    .get();
        }
    }

    /** As a writer that was restored and publishes everything again. */
    private static void republish(Arena arena) {
        arena.sent()
                .on(Topics.INPUTS, Input.class)
                .all()
                .forEach(sent -> arena.publishing().again(sent));
        arena.sent()
                .on(Topics.LETTERS, Letter.class)
                .all()
                .forEach(sent -> arena.publishing().again(sent));
        arena.quiet().await();
    }

    private static long repeated(LocalReplica replica) {
        return Math.round(
                replica.bean(MeterRegistry.class)
                        .counter("messaging.repeated", "topic", Topics.INPUTS)
                        .count());
    }

    private static List<String> keys(int count) {
        return Stream.iterate(1, i -> i + 1).limit(count).map(i -> "k" + i).toList();
    }

    /** All rows of the service, all timers, and how much was published. */
    private record World(List<Map<String, @Nullable Object>> rows, long outputs, long deadLetters) {

        static World of(Arena arena) {
            return new World(
                    arena.sql()
                            .sql(
                                    """
                                    SELECT 'effect' AS what, effect::text FROM effect UNION ALL
                                    SELECT 'tally', tally::text FROM tally UNION ALL
                                    SELECT 'rung', rung::text FROM rung UNION ALL
                                    SELECT 'letter', letter::text FROM letter UNION ALL
                                    SELECT 'timer', t::text FROM messaging.timer t UNION ALL
                                    SELECT 'stream', s::text FROM messaging.stream s UNION ALL
                                    SELECT 'inbox', i::text FROM messaging.inbox i
                                    ORDER BY 1, 2""")
                            .query()
                            .listOfRows(),
                    arena.outputs().all().size(),
                    arena.sent().deadLetters(Topics.INPUTS, arena.service()).all().size());
        }
    }
}
