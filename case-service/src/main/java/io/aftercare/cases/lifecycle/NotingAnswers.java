package io.aftercare.cases.lifecycle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes of resolutions whether their customers say that they solved it. */
@Service
class NotingAnswers {

    private final Cases cases;

    NotingAnswers(Cases cases) {
        this.cases = cases;
    }

    /**
     * A customer's answer, given while it counted.
     *
     * @param cycle the resolution they were asked about
     */
    record Answered(UUID caseId, int cycle, boolean solved) {}

    /** Answers about an unknown case do nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(List<Answered> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Map<UUID, Case> loaded =
                cases.load(
                        answers.stream().map(Answered::caseId).collect(Collectors.toSet()),
                        Set.of());
        for (Answered answer : answers) {
            Case about = loaded.get(answer.caseId());
            if (about != null) {
                about.heard(answer.cycle(), answer.solved());
            }
        }
        cases.save(loaded.values(), List.of());
    }
}
