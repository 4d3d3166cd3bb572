package io.aftercare.followups.promise;

/**
 * Word of a promise to somebody; each is said once.
 *
 * @param revision which of its dates it is about, 0 if it has none yet
 * @param level counts what is said of the same several times, or to several: the warning's number,
 *     the step of the ladder; 0 if it is said once
 * @param recipient as {@code staff:…}
 */
record Notice(int revision, Kind kind, int level, String recipient) {

    /** What it is about. */
    enum Kind {
        AT_RISK,
        BROKEN_STAFF,
        BROKEN_CUSTOMER,
        REVISED,
        /** The second warning, and that the customer is told that it is not done. */
        STILL_AT_RISK,
        /** Not done, and no date that we can stand by. */
        HOLDING,
        /** The customer has to do something first. */
        AWAITING,
        /** They were called, and not reached. */
        ATTEMPTED
    }

    /** The second warning is the lead's, too; a message has one recipient, so it has two levels. */
    static final int LEAD_WARNED = 3;

    /** The customer is told that they hear from the lead, who had better know. */
    static final int LEAD_CONTACTS = 4;

    /** Whoever takes a promise over hears what the one before had heard, at one level each. */
    static final int HEIR = 5;

    /** True if it is worthless once the date has passed. */
    boolean isWarning() {
        return kind == Kind.AT_RISK || kind == Kind.STILL_AT_RISK && level <= LEAD_WARNED;
    }
}
