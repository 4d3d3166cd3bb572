package io.aftercare.planted.bad;

import java.time.Clock;
import java.time.Instant;

/** An aggregate that knows a clock, and a value that knows SQL. */
final class Door {

    sealed interface Fact {
        record Opened(Instant at) implements Fact {}
    }

    private final Clock clock;
    private final Hinge hinge;

    Door(Clock clock, Hinge hinge) {
        this.clock = clock;
        this.hinge = hinge;
    }

    Fact open() {
        return new Fact.Opened(clock.instant().plusMillis(hinge.creaks()));
    }
}
