package io.aftercare.messaging.timers;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may happen to a timer between its being found due and the lock of its key. */
class DueTimersTest {

    private static final List<String> KIND = List.of("chime");

    @Test
    void doesNotTakeOneThatWasMovedToWhereItsTopicIsNotReadYet() {
        try (Arena arena = Arena.open()) {
            LocalReplica replica = arena.replica();
            DueTimers due = new DueTimers(arena.sql());
            Instant now = arena.clock().instant();
            Instant read = now.minusSeconds(60);
            readUpTo(arena, read);
            set(replica, "moved", read);
            set(replica, "stays", read);
            List<DueTimer> ready = due.ready(now, KIND, 10);
            assertThat(ready).hasSize(2);

            set(replica, "moved", read.plusSeconds(1));

            assertThat(due.take(ready, now)).extracting(DueTimer::subject).containsExactly("stays");
            assertThat(due.ready(now, KIND, 10)).isEmpty();
        }
    }

    /** Nobody handles its kind, so that nobody fires it here. */
    private static void set(LocalReplica replica, String subject, Instant due) {
        replica.bean(Transactions.class)
                .holding(
                        "key:k",
                        () -> {
                            replica.bean(Timers.class)
                                    .set(
                                            Timer.at(due, "chime", subject, "key:k")
                                                    .waitingFor(Topics.INPUTS, "k"));
                            return subject;
                        });
    }

    private static void readUpTo(Arena arena, Instant at) {
        arena.sql()
                .sql(
                        """
                        INSERT INTO messaging.read_up_to (topic, partition, at)
                        SELECT :topic, n, :at::timestamptz FROM generate_series(0, 99) n""")
                .param("topic", Topics.INPUTS)
                .param("at", at.toString())
                .update();
    }
}
