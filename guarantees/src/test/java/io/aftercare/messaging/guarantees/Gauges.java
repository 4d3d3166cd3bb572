package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.LocalReplica;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.awaitility.Awaitility;

/** What a replica's metrics say. */
final class Gauges {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Gauges() {}

    static double of(LocalReplica replica, String name) {
        return replica.bean(MeterRegistry.class).get(name).gauge().value();
    }

    /** The database is asked for them now and then only. */
    static void await(LocalReplica replica, String name, double value) {
        Awaitility.await(name).atMost(PATIENCE).until(() -> of(replica, name) == value);
    }

    /** How many timers of a kind failed, or were parked. */
    static double failed(LocalReplica replica, String kind, boolean parked) {
        return replica.bean(MeterRegistry.class)
                .get("messaging.timers.failed")
                .tags("kind", kind, "parked", String.valueOf(parked))
                .counter()
                .count();
    }
}
