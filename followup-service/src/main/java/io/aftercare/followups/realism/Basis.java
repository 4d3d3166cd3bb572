package io.aftercare.followups.realism;

/** Which past cases a promise is compared with. */
public enum Basis {
    CAUSE_AND_PRODUCT,
    CAUSE,
    ALL,
    /** None: there are too few, or past cases say nothing of such a promise. */
    UNKNOWN
}
