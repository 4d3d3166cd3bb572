package io.aftercare.notifications.delivery;

/** Why a message was not sent. */
enum Reason {
    /** Its time was over. */
    TOO_LATE,
    /** Nobody knew the recipient as long as it was valid. */
    NO_CONTACT,
    /** The recipient has no address on any channel there is. */
    NO_ADDRESS,
    /** The recipient was erased. */
    ERASED,
    /** The recipient wants no such messages. */
    REFUSED,
    /** A person talks to this recipient, not a machine. */
    HANDLING,
    /** Contact hours left no moment before its time was over. */
    NO_ALLOWED_TIME,
    /** The provider refused it for good. */
    REJECTED,
    /** The provider failed too often. */
    TRIES_EXHAUSTED,
    /** The request made no sense. */
    BAD_REQUEST
}
