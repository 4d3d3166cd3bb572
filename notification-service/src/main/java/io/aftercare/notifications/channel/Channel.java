package io.aftercare.notifications.channel;

import java.time.Duration;

/** A way out of the house, with a provider behind it that may be slow, away or unwilling. */
public interface Channel {

    /** How metrics call it. */
    String name();

    /** How many letters it carries at the same time. */
    int width();

    /** No call takes longer, whatever the provider does. */
    Duration longestCall();

    /** False while the provider is known to be away: then nothing should be claimed for it. */
    boolean ready();

    /**
     * Hands a letter to the provider and waits for its answer. What the provider does is an
     * outcome, not an exception.
     */
    Outcome send(Letter letter);
}
