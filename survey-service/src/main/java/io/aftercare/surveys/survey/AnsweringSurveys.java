package io.aftercare.surveys.survey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the customer's answer. */
@Component
class AnsweringSurveys {

    private final Surveys surveys;
    private final AnnouncingSurveys announcing;
    private final Clock clock;

    AnsweringSurveys(Surveys surveys, AnnouncingSurveys announcing, Clock clock) {
        this.surveys = surveys;
        this.announcing = announcing;
        this.clock = clock;
    }

    /**
     * Takes it if the link still opens the page; else nothing happens.
     *
     * @param linkVersion that of the link
     * @return the survey as it is now; null if there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Survey answer(UUID id, int linkVersion, int satisfaction) {
        Survey survey = surveys.find(id);
        if (survey == null || survey.course().linkVersion() != linkVersion) {
            return survey;
        }
        Instant now = clock.instant();
        List<Survey.Fact> facts = survey.answer(satisfaction, now);
        Survey.Answer answer = survey.answer();
        if (!facts.isEmpty() && answer != null) {
            surveys.add(survey, answer);
            announcing.announce(survey, facts, now);
        }
        return survey;
    }
}
