package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.schemas.Keys;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets the promises that timers are about decide, all of them at once. */
@Component
class HandlingDuePromises {

    private final Promises promises;
    private final Cases cases;

    HandlingDuePromises(Promises promises, Cases cases) {
        this.promises = promises;
        this.cases = cases;
    }

    /** What to do with a promise whose time has come. */
    interface Work {
        void on(Promise promise, @Nullable KnownCase of);
    }

    /** The customers of these promises, for those who judge what they are like. */
    public Collection<String> moreLocks(List<DueTimer> due) {
        return promises.load(ids(due)).values().stream()
                .map(promise -> promise.terms().personId())
                .filter(personId -> personId != null)
                .map(Keys::ofPerson)
                .distinct()
                .toList();
    }

    /** The promises, for what else has to be loaded before they decide. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<UUID, Promise> load(List<DueTimer> due) {
        return promises.load(ids(due));
    }

    /** Lets each of the loaded promises decide, and saves them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(List<DueTimer> due, Map<UUID, Promise> loaded, Instant now, Work work) {
        Map<UUID, KnownCase> known =
                cases.load(loaded.values().stream().map(p -> p.terms().caseId()).toList());
        for (DueTimer timer : due) {
            Promise promise = loaded.get(id(timer));
            if (promise != null) {
                work.on(promise, known.get(promise.terms().caseId()));
            }
        }
        promises.save(loaded.values(), now);
    }

    private static List<UUID> ids(List<DueTimer> due) {
        return due.stream().map(HandlingDuePromises::id).toList();
    }

    private static UUID id(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
