package io.aftercare.notifications.directory;

/** A way to reach somebody. */
public enum ChannelKind {
    EMAIL,
    SMS,
    CALL,
    WEBHOOK
}
