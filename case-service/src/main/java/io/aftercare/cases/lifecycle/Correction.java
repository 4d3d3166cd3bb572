package io.aftercare.cases.lifecycle;

/**
 * What of a resolution was wrong from the beginning, and what is right.
 *
 * @param code of an enum its name
 */
public record Correction(Field field, String code) {

    /** What may be corrected. OWNER is who answered for the case when it was resolved. */
    public enum Field {
        KIND,
        CAUSE,
        PRODUCT,
        OWNER,
        OUTCOME
    }
}
