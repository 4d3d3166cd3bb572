package io.aftercare.messaging.arena;

/** A running copy of the service. */
public sealed interface Replica extends AutoCloseable permits LocalReplica, ProcessReplica {

    /** An orderly end; nothing happens if it has ended. */
    @Override
    void close();
}
