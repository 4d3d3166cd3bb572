package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.Arena;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What inputs have done in the service's database. */
final class Effects {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Arena arena;

    Effects(Arena arena) {
        this.arena = arena;
    }

    /** The sequences of a key's inputs, in the order in which they had their effect. */
    List<Long> of(String key) {
        return arena.sql()
                .sql("SELECT sequence FROM effect WHERE key = :key ORDER BY id")
                .param("key", key)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    /** How many inputs had an effect. */
    int count() {
        return arena.sql().sql("SELECT count(*) FROM effect").query(Integer.class).single();
    }

    /** How many inputs had more than one. */
    int repeated() {
        return arena.sql()
                .sql("SELECT count(*) - count(DISTINCT event_id) FROM effect")
                .query(Integer.class)
                .single();
    }

    /** Waits until a key's inputs had so many effects. */
    void await(String key, int atLeast) {
        Awaitility.await("effects of " + key)
                .atMost(PATIENCE)
                .until(() -> of(key).size() >= atLeast);
    }
}
