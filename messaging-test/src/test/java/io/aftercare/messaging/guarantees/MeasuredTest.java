package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.inbox.Cause;
import io.aftercare.messaging.tally.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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
}
