package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Promised;
import io.aftercare.followups.promise.PromiseRequest.Refused;
import io.aftercare.followups.promise.StartingPromises.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes into the ledger what was promised in the source of a case. */
@Component
public class RecordingPromises {

    private final Circumstances circumstances;
    private final StartingPromises starting;
    private final Promises promises;
    private final Refusals refusals;
    private final Clock clock;

    RecordingPromises(
            Circumstances circumstances,
            StartingPromises starting,
            Promises promises,
            Refusals refusals,
            Clock clock) {
        this.circumstances = circumstances;
        this.starting = starting;
        this.promises = promises;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** The cases must be known, and what they went through noted, up to the last of the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Instant now = clock.instant();
        Circumstances.Known known = load(facts);
        Map<UUID, Promise> started = new HashMap<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Promised promised
                    && !known.promises().containsKey(promised.promiseId())) {
                record(request(fact, promised), fact, known, started, now);
            }
        }
        promises.save(started.values(), now);
    }

    private Circumstances.Known load(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        Set<UUID> promiseIds = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Promised promised) {
                caseIds.add(fact.caseId());
                promiseIds.add(promised.promiseId());
            }
        }
        return circumstances.of(caseIds, promiseIds);
    }

    private void record(
            PromiseRequest request,
            CaseFact fact,
            Circumstances.Known known,
            Map<UUID, Promise> started,
            Instant now) {
        Refused refused = request.refused(fact.occurredAt());
        if (refused != null) {
            refusals.add(fact.caseId(), request.id(), refused, now);
            return;
        }
        Origin origin = new Origin(fact.occurredAt(), fact.recordedAt(), fact.imported());
        started.computeIfAbsent(
                request.id(),
                _ ->
                        starting.start(
                                request,
                                Objects.requireNonNull(known.cases().get(fact.caseId())),
                                origin,
                                known));
    }

    private static PromiseRequest request(CaseFact fact, Promised promised) {
        return new PromiseRequest(
                promised.promiseId(),
                fact.caseId(),
                promised.kind(),
                promised.day(),
                promised.moment(),
                promised.owner());
    }
}
