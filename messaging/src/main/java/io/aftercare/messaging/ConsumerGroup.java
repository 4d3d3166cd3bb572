package io.aftercare.messaging;

/**
 * The consumer group in which a service reads a topic. One for each topic: a rebalance ends when
 * the slowest member has come, and a topic that stands still must not hold up another.
 */
public final class ConsumerGroup {

    private ConsumerGroup() {}

    /** As {@code case-service.contacts}. */
    public static String of(String service, String topic) {
        return service + "." + topic;
    }
}
