package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Corrected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts promises anew whose case was noted with a wrong cause or product: those that were counted
 * under it move to the right one. Who answered for a promise is not corrected with its case.
 */
@Component
public class CountingAnew {

    private final Promises promises;

    CountingAnew(Promises promises) {
        this.promises = promises;
    }

    /** The promises must be saved as they are after the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        List<CaseFact> corrections = new ArrayList<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Corrected) {
                corrections.add(fact);
            }
        }
        if (corrections.isEmpty()) {
            return;
        }
        Map<UUID, List<Promise>> ofCases =
                promises.ofCases(
                        corrections.stream().map(CaseFact::caseId).collect(Collectors.toSet()));
        for (CaseFact fact : corrections) {
            if (fact.body() instanceof Corrected by) {
                ofCases.getOrDefault(fact.caseId(), List.of())
                        .forEach(promise -> promise.correct(by.field(), by.before(), by.code()));
            }
        }
        promises.countAnew(ofCases.values().stream().flatMap(List::stream).toList());
    }
}
