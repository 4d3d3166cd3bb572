package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Cause;
import io.aftercare.messaging.tally.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An alarm needs a series that is there, with 0, before the first event. */
class MeasuredTest {

    @Test
    void everythingThatAlarmsIsThereBeforeAnythingHappens() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();

            for (String topic : List.of(Topics.INPUTS, Topics.LETTERS)) {
                for (String counter :
                        List.of(
                                "messaging.received",
                                "messaging.repeated",
                                "messaging.skipped",
                                "messaging.fuse.blown")) {
                    assertThat(Measured.count(replica, counter, "topic", topic)).isZero();
                }
                for (Cause cause : Cause.values()) {
                    assertThat(
                                    Measured.count(
                                            replica,
                                            "messaging.dead.letters",
                                            "topic",
                                            topic,
                                            "cause",
                                            cause.name()))
                            .isZero();
                }
                assertThat(Measured.gauge(replica, "messaging.stopped", "topic", topic)).isZero();
                assertThat(Measured.gauge(replica, "messaging.standing.oldest", "topic", topic))
                        .isZero();
            }
            assertThat(
                            replica.bean(MeterRegistry.class)
                                    .find("kafka.consumer.fetch.manager.records.lag.max")
                                    .gauges())
                    .hasSize(2);
        }
    }

    @Test
    void aTimerThatWasSetAfterItsInstantIsLateFromThenOnOnly() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();
            Instant longAgo = arena.clock().instant().minus(Duration.ofDays(2));
            arena.inputs().ring("k", "bell", longAgo, false);
            arena.quiet().await();

            var lateness =
                    replica.bean(MeterRegistry.class)
                            .get("messaging.timers.lateness")
                            .tag("kind", "ring")
                            .timer();
            await().until(() -> lateness.count() == 1);
            assertThat(lateness.max(TimeUnit.HOURS)).isLessThan(1);
        }
    }
}
