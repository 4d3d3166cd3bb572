package io.aftercare.messaging.tally;

import io.aftercare.messaging.tally.avro.Trap;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/** Fails as often as the record says, in each process. */
@Component
class Traps {

    private final Map<UUID, Integer> sprung = new ConcurrentHashMap<>();
    private final Tallies tallies;

    Traps(Tallies tallies) {
        this.tallies = tallies;
    }

    void step(UUID eventId, Trap trap) {
        if (sprung.merge(eventId, 1, Integer::sum) > trap.getTimes()) {
            return;
        }
        switch (trap.getKind()) {
            case EXCEPTION -> throw new IllegalStateException("a trap");
            case ERROR -> throw new AssertionError("a trap");
            case CONSTRAINT -> tallies.breakAConstraint();
            case SERIALIZATION ->
                    throw new CannotAcquireLockException(
                            "a trap", new SQLException("could not serialize", "40001"));
        }
    }
}
