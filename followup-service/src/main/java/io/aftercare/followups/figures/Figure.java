package io.aftercare.followups.figures;

/** What is counted of promises; each is a column of its name. */
enum Figure {
    MADE,
    /** Promised under a condition that the customer has not met: not made yet. */
    AWAITING_CUSTOMER,
    /** Of those made, what was imported. */
    IMPORTED,
    /** New dates, but for those that the customer asked for. */
    REVISED,
    REVISED_BY_CUSTOMER,

    /** What became of dates, the first and later ones: final. */
    DATE_KEPT,
    DATE_EXPLAINED_IN_TIME,
    DATE_MOVED_BY_CUSTOMER,
    DATE_EXPLAINED_LATE,
    DATE_ATTEMPTED_IN_TIME,
    DATE_BROKEN_SILENTLY,
    DATE_WITHDRAWN_AGREED,
    DATE_WITHDRAWN,
    DATE_REFUTED,

    /** What became of first dates: final. */
    FIRST_KEPT,
    FIRST_EXPLAINED_IN_TIME,
    FIRST_MOVED_BY_CUSTOMER,
    FIRST_EXPLAINED_LATE,
    FIRST_ATTEMPTED_IN_TIME,
    FIRST_BROKEN_SILENTLY,
    FIRST_WITHDRAWN_AGREED,
    FIRST_WITHDRAWN,
    FIRST_REFUTED,

    /** How first dates stand whose outcome is not final. */
    NOW_OPEN,
    NOW_KEPT,
    NOW_EXPLAINED_IN_TIME,
    NOW_MOVED_BY_CUSTOMER,
    NOW_EXPLAINED_LATE,
    NOW_ATTEMPTED_IN_TIME,
    /** There is another date, and it is not known that the customer knows it. */
    NOW_NEW_DATE_UNTOLD,
    NOW_BROKEN,
    NOW_WITHDRAWN_AGREED,
    NOW_WITHDRAWN
}
