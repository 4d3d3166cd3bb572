package io.aftercare.followups.promise;

import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets what was said to people of what they have to do, when they want to be forgotten. */
@Component
public class ForgettingConditions {

    private final Promises promises;

    ForgettingConditions(Promises promises) {
        this.promises = promises;
    }

    /**
     * This transaction holds {@code person:…} of each, as does one that writes such a text down. No
     * case is held: the text is in no fact, and nothing else is changed.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(Collection<String> personIds) {
        if (!personIds.isEmpty()) {
            promises.forgetConditions(personIds);
        }
    }
}
