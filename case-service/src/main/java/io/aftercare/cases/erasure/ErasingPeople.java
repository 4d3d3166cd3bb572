package io.aftercare.cases.erasure;

import io.aftercare.cases.desk.Corrections;
import io.aftercare.cases.lifecycle.Texts;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets people: the text of their cases goes, ids and counts stay. */
@Service
class ErasingPeople {

    private final Texts texts;
    private final Corrections corrections;
    private final Clock clock;

    ErasingPeople(Texts texts, Corrections corrections, Clock clock) {
        this.texts = texts;
        this.corrections = corrections;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void erase(List<String> personIds) {
        if (!personIds.isEmpty()) {
            texts.erase(personIds, clock.instant());
            corrections.erase(personIds);
        }
    }
}
