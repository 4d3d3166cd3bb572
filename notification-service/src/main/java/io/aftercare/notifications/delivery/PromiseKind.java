package io.aftercare.notifications.delivery;

/** What a promise is about. */
enum PromiseKind {
    /** Said by a newer publisher in words this version does not know: the letter does without. */
    UNKNOWN,
    RESOLUTION,
    CALLBACK,
    UPDATE,
    REFUND,
    DELIVERY,
    VISIT,
    OTHER
}
