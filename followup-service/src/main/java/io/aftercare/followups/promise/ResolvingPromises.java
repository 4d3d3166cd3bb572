package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.promise.Promise.Keep;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the promises to resolve when a case is resolved. */
@Component
public class ResolvingPromises {

    private final Promises promises;
    private final Resolutions resolutions;
    private final FinishingPromises finishing;
    private final Clock clock;

    ResolvingPromises(
            Promises promises, Resolutions resolutions, FinishingPromises finishing, Clock clock) {
        this.promises = promises;
        this.resolutions = resolutions;
        this.finishing = finishing;
        this.clock = clock;
    }

    /** Resolutions and promises must have been noted up to the last of the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved) {
                caseIds.add(fact.caseId());
            }
        }
        Map<UUID, List<Promise>> made = promises.ofCases(caseIds);
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(caseIds);
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved) {
                resolved(
                        made.getOrDefault(fact.caseId(), List.of()),
                        resolution(fact, heard.getOrDefault(fact.caseId(), List.of())));
            }
        }
        promises.save(made.values().stream().flatMap(List::stream).toList(), clock.instant());
    }

    private void resolved(List<Promise> made, Resolution resolution) {
        for (Promise promise : made) {
            for (Keep keep : promise.keptBy(List.of(resolution))) {
                finishing.keep(promise, keep);
            }
        }
    }

    private static Resolution resolution(CaseFact fact, List<Resolution> heard) {
        return heard.stream()
                .filter(resolution -> resolution.cycle() == fact.cycle())
                .findAny()
                .orElseThrow();
    }
}
