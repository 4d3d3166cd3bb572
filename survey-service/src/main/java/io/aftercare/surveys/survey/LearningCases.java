package io.aftercare.surveys.survey;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes of cases who reports them and how they are to be handled: judged when a survey is due. */
@Component
class LearningCases {

    private final KnownCases cases;

    LearningCases(KnownCases cases) {
        this.cases = cases;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void learn(List<KnownCase> heard) {
        cases.save(heard);
    }
}
