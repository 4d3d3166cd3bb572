package io.aftercare.followups.promise;

import java.util.Collection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Forgets the notes that were written for people who want to be forgotten. */
@Component
public class ForgettingNotes {

    private final Promises promises;

    ForgettingNotes(Promises promises) {
        this.promises = promises;
    }

    /** Whoever adds a note holds the person, too, and so sees that they were erased. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void of(Collection<String> personIds) {
        if (!personIds.isEmpty()) {
            promises.forgetNotes(personIds);
        }
    }
}
