package io.aftercare.followups.promise;

import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Forgets what was written for people who want to be forgotten: notes, and what they have to do
 * first.
 */
@Component
public class ForgettingTexts {

    private final Promises promises;

    ForgettingTexts(Promises promises) {
        this.promises = promises;
    }

    /**
     * This transaction holds {@code person:…} of each, as does one that writes such a text down,
     * and so sees that they were erased. No case is held: the texts are in no fact, and nothing
     * else is changed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void of(Collection<String> personIds) {
        if (!personIds.isEmpty()) {
            promises.forgetNotes(personIds);
            promises.forgetConditions(personIds);
        }
    }
}
