package io.aftercare.followups.promise;

/**
 * Word of a promise to somebody; each is said once.
 *
 * @param revision which of its dates it is about
 * @param level counts what is said of the same several times, 0 if it is said once
 * @param recipient as {@code staff:…}
 */
record Notice(int revision, Kind kind, int level, String recipient) {

    /** What it is about. */
    enum Kind {
        AT_RISK,
        BROKEN_STAFF,
        BROKEN_CUSTOMER,
        REVISED
    }
}
