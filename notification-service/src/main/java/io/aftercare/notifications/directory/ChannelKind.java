package io.aftercare.notifications.directory;

/** A way to reach somebody. */
public enum ChannelKind {
    /** Named by a newer publisher: a channel we do not have. */
    UNKNOWN,
    EMAIL,
    SMS,
    CALL,
    WEBHOOK
}
