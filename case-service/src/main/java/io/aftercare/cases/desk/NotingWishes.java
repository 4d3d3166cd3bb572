package io.aftercare.cases.desk;

import io.aftercare.cases.lifecycle.Cases;
import io.aftercare.cases.lifecycle.Texts;
import io.aftercare.cases.lifecycle.Texts.Text;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes what customers want, as they say it to staff. It is free text, so no fact tells of it. */
@Service
class NotingWishes {

    private final Cases cases;
    private final Texts texts;

    NotingWishes(Cases cases, Texts texts) {
        this.cases = cases;
        this.texts = texts;
    }

    /**
     * Of a person who is forgotten nothing is kept.
     *
     * @return false if there is no such case
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean note(UUID caseId, String wish) {
        boolean known = cases.load(Set.of(caseId), Set.of()).containsKey(caseId);
        if (known) {
            texts.saveAlone(new Text(caseId, null, wish, null, null));
        }
        return known;
    }
}
