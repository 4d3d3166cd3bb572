package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Letter;
import io.aftercare.messaging.tally.avro.Output;
import io.aftercare.messaging.tally.avro.Rang;
import io.aftercare.messaging.test.SentEvents;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A topic that cannot be written holds up no other one, and is no secret: the service is not ready
 * and its gauges say why. When it can be written again, what waited is published in its order.
 */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class WhatCannotBeSentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STUCK = "messaging.outbox.stuck.topics";

    private Arena arena;
    private LocalReplica replica;

    @BeforeAll
    void open() {
        arena = Arena.open();
        replica = arena.replica();
    }

    @AfterAll
    void close() {
        arena.close();
    }

    @Test
    void aTopicThatRefusesARecordHoldsUpNoOther() {
        assertThat(Gauges.of(replica, STUCK)).isZero();
        TopicSettings.set(arena, Topics.OUTPUTS, "max.message.bytes", "1000");
        try {
            holdsUpNoOther("refused", words(12_000));
        } finally {
            TopicSettings.set(arena, Topics.OUTPUTS, "max.message.bytes", "2097152");
        }
        goesOn();
    }

    /** Last, as it takes away what was said before. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aTopicThatIsNotThereHoldsUpNoOther() throws Exception {
        arena.quiet().await();
        arena.admin().deleteTopics(List.of(Topics.OUTPUTS)).all().get();
        try {
            holdsUpNoOther("missing", "any");
        } finally {
            arena.makeAgain(Topics.OUTPUTS);
        }
        arena.quiet().await();
        try (SentEvents again =
                new SentEvents(
                        arena.parts().bootstrapServers(),
                        URI.create(arena.parts().registryUrl()))) {
            assertThat(new HashSet<>(again.on(Topics.OUTPUTS, Output.class).values("missing")))
                    .hasSize((int) said("missing"));
        }
        isAsBefore();
    }

    @Test
    void aRecordOverTheLimitIsRefusedWhenItIsWritten() {
        assertThatThrownBy(() -> say("over", words(300_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Topics.OUTPUTS);

        say("over", "small");
        arena.quiet().await();
        assertThat(arena.outputs().values("over"))
                .extracting(Output::getSequence)
                .containsExactly(1L);
    }

    private void holdsUpNoOther(String key, String text) {
        // until the broker has heard of the setting it takes them
        await("the topic is stuck")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            say(key, text);
                            return Gauges.of(replica, STUCK) == 1;
                        });
        write(key + " letter");
        write(key + " further letter");

        await("the other topic's records arrive")
                .atMost(PATIENCE)
                .until(() -> arrived(key + " letter") && arrived(key + " further letter"));
        await("not ready").atMost(PATIENCE).until(() -> !Probes.isReady(replica));
        assertThat(Probes.isLive(replica)).isTrue();
        await("the gauges tell")
                .atMost(PATIENCE)
                .until(
                        () ->
                                Gauges.of(replica, "messaging.outbox.rows") >= 1
                                        && Gauges.of(replica, "messaging.outbox.oldest.seconds")
                                                > 0);
    }

    private void goesOn() {
        arena.quiet().await();
        Audit.of(arena).everythingIsSaidInOrder();
        isAsBefore();
    }

    private long said(String key) {
        return arena.sql()
                .sql("SELECT next_sequence - 1 FROM messaging.stream WHERE key = :key")
                .param("key", "key:" + key)
                .query(Long.class)
                .single();
    }

    private void isAsBefore() {
        await("ready again").atMost(PATIENCE).until(() -> Probes.isReady(replica));
        Gauges.await(replica, STUCK, 0);
        Gauges.await(replica, "messaging.outbox.rows", 0);
        Gauges.await(replica, "messaging.outbox.oldest.seconds", 0);
    }

    private void say(String key, String text) {
        Instant now = arena.clock().instant();
        replica.bean(Transactions.class)
                .holding(
                        "key:" + key,
                        () -> {
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
                            return key;
                        });
    }

    private void write(String key) {
        replica.bean(Transactions.class)
                .holding(
                        "letter:" + key,
                        () -> {
                            replica.bean(Outbox.class)
                                    .letter(Topics.LETTERS, key, _ -> new Letter(1, "text"));
                            return key;
                        });
    }

    private boolean arrived(String key) {
        return arena.sql()
                        .sql("SELECT count(*) FROM letter WHERE key = :key")
                        .param("key", key)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** Text that compression makes little shorter. */
    private static String words(int characters) {
        return IntStream.rangeClosed(0, characters / 36)
                .mapToObj(i -> Ids.of(i).toString())
                .collect(Collectors.joining());
    }
}
