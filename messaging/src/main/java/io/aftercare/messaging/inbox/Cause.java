package io.aftercare.messaging.inbox;

/** Why a record is a dead letter; the code in its {@code dlt-cause} header. */
public enum Cause {
    /** The bytes are not a record of the topic. */
    UNDECODABLE,
    /** The registry did not learn the schema id while the partition waited for it. */
    UNKNOWN_SCHEMA,
    /** A type this letterbox does not know. */
    UNKNOWN_TYPE,
    /** No value, where that has no meaning. */
    TOMBSTONE,
    /** No key, or one that is not UTF-8 text, has a NUL in it or is over 1 KiB. */
    BAD_KEY,
    /** The value is over the size limit. */
    TOO_LARGE,
    /** A header says something else than the envelope. */
    CONTRADICTING_HEADER,
    /** Recorded so long ago, or so far ahead, that repeats could not be told apart. */
    OUTSIDE_INBOX,
    /** It fails alone, again and again, by an exception that nobody expected. */
    UNEXPECTED
}
