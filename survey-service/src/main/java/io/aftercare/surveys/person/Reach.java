package io.aftercare.surveys.person;

import io.aftercare.hours.ContactWindow;
import org.jspecify.annotations.Nullable;

/**
 * How a person may be asked for an opinion.
 *
 * @param hours when they may get an e-mail
 * @param objection why they may not be asked at all, or null
 */
public record Reach(ContactWindow hours, @Nullable Objection objection) {

    /** What speaks against asking. */
    public enum Objection {
        ERASED,
        REFUSED,
        HANDLING
    }
}
