package io.aftercare.followups.realism;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.realism.PastCase.Counted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Counts how long cases take; imported ones as any other. */
@Component
public class LearningHistory {

    private final PastCases cases;
    private final Experiences experiences;
    private final WorkingTime time;

    LearningHistory(PastCases cases, Experiences experiences, CompanySettings company) {
        this.cases = cases;
        this.experiences = experiences;
        this.time = new WorkingTime(company.hours());
    }

    /** Comes last in a batch: {@link Experiences#change} says why. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        List<CaseFact> telling = new ArrayList<>();
        for (CaseFact fact : facts) {
            if (PastCase.concerns(fact)) {
                telling.add(fact);
            }
        }
        if (telling.isEmpty()) {
            return;
        }
        Map<UUID, PastCase> before =
                cases.load(telling.stream().map(CaseFact::caseId).collect(Collectors.toSet()));
        Map<UUID, PastCase> after = new HashMap<>(before);
        for (CaseFact fact : telling) {
            after.compute(
                    fact.caseId(),
                    (id, known) -> (known == null ? PastCase.unknown(id) : known).after(fact));
        }
        after.replaceAll((_, known) -> known.count(time));
        cases.save(after.values());
        experiences.change(changes(before, after));
    }

    private static Map<Counted, Integer> changes(
            Map<UUID, PastCase> before, Map<UUID, PastCase> after) {
        Map<Counted, Integer> changes = new HashMap<>();
        before.values().forEach(was -> count(was, -1, changes));
        after.values().forEach(is -> count(is, 1, changes));
        return changes;
    }

    private static void count(PastCase of, int n, Map<Counted, Integer> changes) {
        Counted counted = of.counted();
        if (counted != null) {
            changes.merge(counted, n, Integer::sum);
        }
    }
}
