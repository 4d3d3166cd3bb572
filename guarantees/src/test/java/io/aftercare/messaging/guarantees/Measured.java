package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.LocalReplica;
import io.micrometer.core.instrument.MeterRegistry;

/** What a replica's metrics say. */
final class Measured {

    private Measured() {}

    /**
     * @param tags names and values, in turn
     */
    static double gauge(LocalReplica replica, String name, String... tags) {
        return replica.bean(MeterRegistry.class).get(name).tags(tags).gauge().value();
    }

    static double count(LocalReplica replica, String name, String... tags) {
        return replica.bean(MeterRegistry.class).get(name).tags(tags).counter().count();
    }
}
