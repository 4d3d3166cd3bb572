package io.aftercare.followups.known;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
    private final PassingOnHandling passingOn;

    LearningCases(Cases cases, HandlingEvents handlings, PassingOnHandling passingOn) {
        this.cases = cases;
        this.handlings = handlings;
        this.passingOn = passingOn;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Map<UUID, KnownCase> known =
                new HashMap<>(
                        cases.load(
                                StreamSupport.stream(facts.spliterator(), false)
                                        .map(CaseFact::caseId)
                                        .collect(Collectors.toSet())));
        Set<UUID> handled = new HashSet<>();
        for (CaseFact fact : facts) {
            KnownCase before = known.get(fact.caseId());
            KnownCase after = before == null ? KnownCase.of(fact) : before.after(fact);
            known.put(fact.caseId(), after);
            if (before != null) {
                tell(before, after);
            }
            if (after.isHandledOtherwiseThan(before)) {
                handled.add(fact.caseId());
            }
        }
        cases.save(known.values());
        passingOn.from(handled.stream().map(known::get).toList());
    }

    /**
     * What was asked for before and waits hears of it, too. Of a merged case more is to be asked
     * than it says itself.
     */
    private void tell(KnownCase before, KnownCase after) {
        if (after.merge() == null && !after.handling().equals(before.handling())) {
            handlings.publish(after, after.handling(), after.sequence());
        }
    }
}
