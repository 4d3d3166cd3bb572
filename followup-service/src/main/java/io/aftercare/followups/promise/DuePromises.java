package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.timers.DueTimer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** The promises that timers are about, with who owns their cases now. */
@Repository
class DuePromises {

    private final Promises promises;
    private final Cases cases;

    DuePromises(Promises promises, Cases cases) {
        this.promises = promises;
        this.cases = cases;
    }

    /** What to do with a promise whose time has come. */
    interface Work {
        void on(Promise promise, @Nullable String ownerOfCase);
    }

    /** Loads the promises, lets each decide, and saves them. */
    void each(List<DueTimer> due, Instant now, Work work) {
        Map<UUID, Promise> found = promises.of(due.stream().map(DuePromises::id).toList());
        Map<UUID, KnownCase> known =
                cases.of(found.values().stream().map(p -> p.terms().caseId()).toList());
        for (DueTimer timer : due) {
            Promise promise = found.get(id(timer));
            if (promise != null) {
                KnownCase of = known.get(promise.terms().caseId());
                work.on(promise, of == null ? null : of.owner());
            }
        }
        promises.save(found.values(), now);
    }

    private static UUID id(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
