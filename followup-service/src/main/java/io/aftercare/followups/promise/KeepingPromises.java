package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.PromiseKept;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Promise.Kind;
import io.aftercare.followups.promise.PromiseRequest.Refused;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps promises because somebody says so. A promise to resolve is kept by resolving only. */
@Component
public class KeepingPromises {

    static final Refused KEPT_BY_RESOLVING =
            new Refused("kind", "must not be RESOLUTION: that is kept by resolving the case");

    private final Promises promises;
    private final EarlyKeeps earlyKeeps;
    private final Refusals refusals;
    private final FinishingPromises finishing;
    private final Clock clock;

    KeepingPromises(
            Promises promises,
            EarlyKeeps earlyKeeps,
            Refusals refusals,
            FinishingPromises finishing,
            Clock clock) {
        this.promises = promises;
        this.earlyKeeps = earlyKeeps;
        this.refusals = refusals;
        this.finishing = finishing;
        this.clock = clock;
    }

    /** Promises must have been recorded up to the last of the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> promiseIds = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof PromiseKept kept) {
                promiseIds.add(kept.promiseId());
            }
        }
        Instant now = clock.instant();
        Map<UUID, Promise> made = promises.of(promiseIds);
        for (CaseFact fact : facts) {
            if (fact.body() instanceof PromiseKept kept) {
                kept(fact, kept.promiseId(), made.get(kept.promiseId()), now);
            }
        }
        promises.save(made.values(), now);
    }

    private void kept(CaseFact fact, UUID promiseId, @Nullable Promise promise, Instant now) {
        Keep keep = new Keep(fact.occurredAt(), fact.recordedAt());
        if (promise == null) {
            earlyKeeps.add(promiseId, fact.caseId(), keep);
        } else if (promise.terms().kind() == Kind.RESOLUTION) {
            refusals.add(fact.caseId(), promiseId, KEPT_BY_RESOLVING, now);
        } else {
            finishing.keep(promise, keep);
        }
    }

    /**
     * Kept, as a person at a desk says. The promise must exist and not be one to resolve.
     *
     * @param at when it was kept, not after now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(UUID promiseId, Instant at) {
        Promise promise = promises.of(List.of(promiseId)).get(promiseId);
        if (promise == null) {
            throw new IllegalArgumentException("no promise " + promiseId);
        }
        Instant now = clock.instant();
        finishing.keep(promise, new Keep(at, now));
        promises.save(List.of(promise), now);
    }
}
