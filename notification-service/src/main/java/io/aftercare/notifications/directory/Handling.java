package io.aftercare.notifications.directory;

/** What may be sent to a person without a person. */
public enum Handling {
    /** Said by a newer publisher in words this version does not know. */
    UNKNOWN,
    NORMAL,
    /** Service messages only, no surveys. */
    QUIET,
    /** Nothing automatic at all. */
    PERSON_ONLY
}
