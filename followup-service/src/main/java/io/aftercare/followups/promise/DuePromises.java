package io.aftercare.followups.promise;

import io.aftercare.followups.known.Succession;
import io.aftercare.messaging.timers.DueTimer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Promises whose time has come, with all that is read of them once for everybody who needs it.
 *
 * @param byId without those that are gone
 * @param cases theirs, and those in which these go on
 */
record DuePromises(List<DueTimer> timers, Map<UUID, Promise> byId, Succession cases) {

    Collection<Promise> all() {
        return byId.values();
    }

    Collection<UUID> caseIds() {
        return caseIds(byId.values());
    }

    /** Null if it is gone. */
    @Nullable Promise of(DueTimer timer) {
        return byId.get(id(timer));
    }

    static List<UUID> caseIds(Collection<Promise> promises) {
        return promises.stream().map(promise -> promise.terms().caseId()).distinct().toList();
    }

    static UUID id(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
