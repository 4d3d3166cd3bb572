package io.aftercare.cases.figures;

import io.aftercare.cases.figures.Denominators.Units;
import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what complaints are counted against. */
@Service
class TakingDenominators {

    private final Denominators denominators;
    private final Clock clock;

    TakingDenominators(Denominators denominators, Clock clock) {
        this.denominators = denominators;
        this.clock = clock;
    }

    /** The last word counts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void take(Units units, String by) {
        denominators.put(units, by, clock.instant());
    }
}
