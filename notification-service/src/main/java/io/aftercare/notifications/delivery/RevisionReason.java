package io.aftercare.notifications.delivery;

/** Why a promised date moved. */
enum RevisionReason {
    /** Said by a newer publisher in words this version does not know: the letter does without. */
    UNKNOWN,
    PARTS_MISSING,
    SUPPLIER_LATE,
    MORE_WORK,
    STAFF_MISSING,
    WEATHER,
    CUSTOMER_WISH,
    CUSTOMER_UNREACHABLE,
    WAITING_FOR_CUSTOMER,
    OTHER
}
