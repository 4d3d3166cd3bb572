package io.aftercare.messaging.guarantees;

import io.aftercare.messaging.arena.LocalReplica;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/** What an orchestrator is told of a replica. */
final class Probes {

    private Probes() {}

    /** True if it may be sent work. */
    static boolean isReady(LocalReplica replica) {
        return isUp(replica, "readiness");
    }

    /** False if it should be started anew. */
    static boolean isLive(LocalReplica replica) {
        return isUp(replica, "liveness");
    }

    private static boolean isUp(LocalReplica replica, String group) {
        @Nullable HealthDescriptor health = replica.bean(HealthEndpoint.class).healthForPath(group);
        return health != null && Status.UP.equals(health.getStatus());
    }
}
