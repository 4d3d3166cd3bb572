package io.aftercare.messaging.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.arena.Arena;
import io.aftercare.messaging.arena.LocalReplica;
import io.aftercare.messaging.tally.Topics;
import io.aftercare.messaging.tally.avro.Input;
import io.aftercare.messaging.test.Sent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeats are known for longer than any topic keeps facts; what is older is forgotten by days. */
class RememberedForWeeksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aFactIsKnownAfterFourWeeksAndItsDayIsDroppedAfterFive() {
        try (Arena arena = Arena.open();
                DeadLetterTopic deadLetters = new DeadLetterTopic(arena, Topics.INPUTS)) {
            Effects effects = new Effects(arena);
            LocalReplica first = arena.replica();
            LocalDate older = addOn(arena, "older");
            arena.clock().advance(Duration.ofDays(20));
            LocalDate newer = addOn(arena, "newer");
            arena.quiet().await();
            assertThat(days(arena)).contains(older, newer);
            first.close();

            arena.clock().advance(Duration.ofDays(27));
            LocalReplica second = arena.replica();
            await("47 days are too long")
                    .atMost(PATIENCE)
                    .until(() -> !days(arena).contains(older));
            again(arena, "newer");
            arena.quiet().await();
            assertThat(Measured.count(second, "messaging.repeated", "topic", Topics.INPUTS))
                    .isEqualTo(1);
            assertThat(effects.of("newer")).hasSize(1);
            assertThat(deadLetters.all()).isEmpty();
            second.close();

            arena.clock().advance(Duration.ofDays(9));
            arena.replica();
            await("36 days, too").atMost(PATIENCE).until(() -> !days(arena).contains(newer));
            again(arena, "newer");
            arena.quiet().await();
            assertThat(effects.of("newer")).hasSize(1);
            assertThat(deadLetters.all())
                    .singleElement()
                    .satisfies(
                            it ->
                                    assertThat(DeadLetterTopic.text(it, "dlt-cause"))
                                            .isEqualTo("OUTSIDE_INBOX"));
        }
    }

    private static LocalDate addOn(Arena arena, String key) {
        arena.inputs().add(key, 1);
        return LocalDate.ofInstant(arena.clock().instant(), ZoneOffset.UTC);
    }

    private static void again(Arena arena, String key) {
        Sent<Input> sent =
                arena.sent().on(Topics.INPUTS, Input.class).all().stream()
                        .filter(it -> key.equals(it.key()))
                        .findFirst()
                        .orElseThrow();
        arena.publishing().again(sent);
    }

    /** Those that the inbox has a place for. */
    private static List<LocalDate> days(Arena arena) {
        return arena.sql()
                .sql(
                        """
                        SELECT to_date(substring(c.relname FROM 7), 'YYYYMMDD')
                          FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                         WHERE i.inhparent = 'messaging.inbox'::regclass""")
                .query((row, _) -> row.getObject(1, LocalDate.class))
                .list();
    }
}
