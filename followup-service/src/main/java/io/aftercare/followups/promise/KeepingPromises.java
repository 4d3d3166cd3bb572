package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.PromiseKept;
import io.aftercare.followups.promise.EarlyKeeps.EarlyKeep;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Refusals.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
        Map<UUID, Promise> made = promises.load(promiseIds);
        List<EarlyKeep> early = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof PromiseKept kept) {
                Keep keep = new Keep(fact.occurredAt(), fact.recordedAt());
                Promise promise = made.get(kept.promiseId());
                Refused why = promise == null ? null : promise.refuses(keep);
                if (promise == null) {
                    early.add(new EarlyKeep(kept.promiseId(), fact.caseId(), keep));
                } else if (why == null) {
                    finishing.keep(promise, keep);
                } else {
                    refused.add(new Refusal(fact.caseId(), kept.promiseId(), why));
                }
            }
        }
        Instant now = clock.instant();
        promises.save(made.values(), now);
        earlyKeeps.add(early, now);
        refusals.add(refused, now);
    }

    /**
     * Kept, as a person at a desk says. The promise must exist.
     *
     * @param at when it was kept
     * @return why it is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused keep(UUID promiseId, Instant at) {
        Promise promise = promises.find(promiseId);
        if (promise == null) {
            throw new IllegalArgumentException("no promise " + promiseId);
        }
        Instant now = clock.instant();
        Keep keep = new Keep(at, now);
        Refused refused = promise.refuses(keep);
        if (refused == null) {
            finishing.keep(promise, keep);
            promises.save(List.of(promise), now);
        }
        return refused;
    }
}
