package io.aftercare.followups.known;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes of each case who the customer is, who answers for it, and what a machine may say about it.
 */
@Component
public class LearningCases {

    private final Cases cases;
    private final HandlingEvents handlings;

    LearningCases(Cases cases, HandlingEvents handlings) {
        this.cases = cases;
        this.handlings = handlings;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Map<UUID, KnownCase> known =
                new HashMap<>(
                        cases.load(
                                StreamSupport.stream(facts.spliterator(), false)
                                        .map(CaseFact::caseId)
                                        .collect(Collectors.toSet())));
        for (CaseFact fact : facts) {
            known.merge(fact.caseId(), KnownCase.of(fact), (before, _) -> after(before, fact));
        }
        cases.save(known.values());
    }

    /** What was asked for before and waits hears of it, too. */
    private KnownCase after(KnownCase before, CaseFact fact) {
        KnownCase after = before.after(fact);
        if (!after.handling().equals(before.handling())) {
            handlings.publish(after);
        }
        return after;
    }
}
