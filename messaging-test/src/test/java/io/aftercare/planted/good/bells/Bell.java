package io.aftercare.planted.good.bells;

import java.time.Instant;
import java.util.List;

final class Bell {

    sealed interface Fact {
        record Rung(Instant at, Tone tone) implements Fact {}
    }

    enum Tone {
        HIGH,
        LOW
    }

    List<Fact> ring(Instant now) {
        return List.of(new Fact.Rung(now, Tone.HIGH));
    }
}
