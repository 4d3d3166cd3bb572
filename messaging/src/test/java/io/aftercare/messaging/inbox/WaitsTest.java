package io.aftercare.messaging.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.inbox.Poll.Stop;
import io.aftercare.messaging.inbox.Waits.Reason;
import java.sql.SQLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final TopicPartition PARTITION = new TopicPartition("topic", 3);

    private static final long SECOND = 1_000_000_000;

    private final Waits waits = new Waits();

    @Test
    void countsFromTheFirstFailureAtAnOffset() {
        before(7, Reason.RETRY, 100);
        before(7, Reason.RETRY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isEqualTo(200);
        assertThat(waits.stood(PARTITION, 8, Reason.RETRY, 300)).isZero();
        assertThat(waits.stood(PARTITION, 7, Reason.UNKNOWN_SCHEMA, 300)).isZero();
    }

    @Test
    void anOutageBetweenThemStartsAnew() {
        before(7, Reason.RETRY, 100);
        before(7, Reason.DATABASE_AWAY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isZero();
    }

    @Test
    void whatIsToBeADeadLetterDoesNotWaitAgainWhenThatCannotBeWritten() {
        before(7, Reason.RETRY, 100);
        before(7, Reason.DEAD_LETTERS_AWAY, 200);

        assertThat(waits.stood(PARTITION, 7, Reason.RETRY, 300)).isEqualTo(Long.MAX_VALUE);
        assertThat(waits.outage(300)).isEqualTo(Reason.DEAD_LETTERS_AWAY);
    }

    @Test
    void forgetsWhatWasPassed() {
        before(7, Reason.REGISTRY_AWAY, 100);
        waits.passed(PARTITION, 7);
        assertThat(waits.outage(300)).isEqualTo(Reason.REGISTRY_AWAY);

        waits.passed(PARTITION, 8);

        assertThat(waits.outage(300)).isNull();
    }

    @Test
    void pausesLongerEachTimeUpToTwoSeconds() {
        Waits.Wait wait = before(7, Reason.RETRY, 0);
        assertThat(wait.pauseMillis()).isEqualTo(50);
        for (int i = 0; i < 10; i++) {
            wait = before(7, Reason.RETRY, 0);
        }
        assertThat(wait.pauseMillis()).isEqualTo(2_000);
    }

    @Test
    void aLockThatCannotBeHadIsTroubleOnlyIfThatLasts() {
        before(7, Reason.LOCKED, 0);

        assertThat(waits.outage(SECOND)).isNull();
        assertThat(waits.outage(5 * SECOND)).isEqualTo(Reason.LOCKED);
    }

    @Test
    void tellsWhoIsAway() {
        assertThat(Reason.of(new RuntimeException(new SQLException("", "40P01"))))
                .isEqualTo(Reason.LOCKED);
        assertThat(Reason.of(new RuntimeException(new SQLException("", "55P03"))))
                .isEqualTo(Reason.LOCKED);
        assertThat(Reason.of(new RuntimeException(new SQLException("", "53100"))))
                .isEqualTo(Reason.DATABASE_AWAY);
        assertThat(Reason.of(new RuntimeException(new KafkaException())))
                .isEqualTo(Reason.BROKER_AWAY);
    }

    @Test
    void knowsTheOldestRecordThatIsStoodBefore() {
        assertThat(waits.oldestMillis()).isEmpty();
        waits.before(PARTITION, new Stop(7, Reason.RETRY, 2_000), 0);
        waits.before(new TopicPartition("topic", 4), new Stop(9, Reason.RETRY, 1_000), 0);

        assertThat(waits.oldestMillis()).hasValue(1_000);
        assertThat(waits.standing(Reason.RETRY)).isEqualTo(2);
        assertThat(waits.standing(Reason.UNKNOWN_SCHEMA)).isZero();
    }

    private Waits.Wait before(long offset, Reason reason, long now) {
        return waits.before(PARTITION, new Stop(offset, reason, 0), now);
    }
}
