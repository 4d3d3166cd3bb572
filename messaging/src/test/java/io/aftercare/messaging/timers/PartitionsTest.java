package io.aftercare.messaging.timers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class PartitionsTest {

    private final Partitions partitions = new Partitions(() -> List.of("read"));

    /** A transaction holds locks meanwhile. */
    @Test
    void neverWaitsForABrokerWhenATimerIsSet() {
        assertThatThrownBy(() -> partitions.of("read", "key")).isInstanceOf(KafkaException.class);
    }

    @Test
    void refusesToWaitForATopicThatThisServiceDoesNotRead() {
        assertThatThrownBy(() -> partitions.of("not read", "key"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not read");
    }
}
