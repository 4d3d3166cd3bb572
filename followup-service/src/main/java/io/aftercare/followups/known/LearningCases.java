package io.aftercare.followups.known;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes of each case who the customer is and who answers for it. */
@Component
public class LearningCases {

    private final Cases cases;

    LearningCases(Cases cases) {
        this.cases = cases;
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
            known.merge(fact.caseId(), KnownCase.of(fact), (before, _) -> before.after(fact));
        }
        cases.save(known.values());
    }
}
