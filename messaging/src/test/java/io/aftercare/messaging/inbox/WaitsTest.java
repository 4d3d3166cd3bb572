package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.inbox.Waits.Reason;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 3);

    private final Waits waits = new Waits();

    @Test
    void countsFromTheFirstFailureAtAnOffset() {
        waits.before(PARTITION, 7, Reason.RETRY, 100);
        waits.before(PARTITION, 7, Reason.RETRY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isEqualTo(200);
        assertThat(waits.stood(PARTITION, 8, Reason.RETRY, 300)).isZero();
        assertThat(waits.stood(PARTITION, 7, Reason.UNKNOWN_SCHEMA, 300)).isZero();
    }

    @Test
    void anOutageBetweenThemStartsAnew() {
        waits.before(PARTITION, 7, Reason.RETRY, 100);
        waits.before(PARTITION, 7, Reason.DATABASE_AWAY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isZero();
    }

    @Test
    void whatIsToBeADeadLetterDoesNotWaitAgainWhenThatCannotBeWritten() {
        waits.before(PARTITION, 7, Reason.RETRY, 100);
        waits.before(PARTITION, 7, Reason.DEAD_LETTERS_AWAY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isEqualTo(Long.MAX_VALUE);
        assertThat(waits.outage()).isEqualTo(Reason.DEAD_LETTERS_AWAY);
    }

    @Test
    void forgetsWhatWasPassed() {
        waits.before(PARTITION, 7, Reason.REGISTRY_AWAY, 100);
        waits.passed(PARTITION, 7);
        assertThat(waits.outage()).isEqualTo(Reason.REGISTRY_AWAY);

        waits.passed(PARTITION, 8);

        assertThat(waits.outage()).isNull();
    }

    @Test
    void pausesLongerEachTimeUpToTwoSeconds() {
        Waits.Wait wait = waits.before(PARTITION, 7, Reason.RETRY, 0);
        assertThat(wait.pauseMillis()).isEqualTo(50);
        for (int i = 0; i < 10; i++) {
            wait = waits.before(PARTITION, 7, Reason.RETRY, 0);
        }
        assertThat(wait.pauseMillis()).isEqualTo(2_000);
    }
}
