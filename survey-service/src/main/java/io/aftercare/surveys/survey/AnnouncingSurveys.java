package io.aftercare.surveys.survey;

import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Topics;
import io.aftercare.surveys.survey.Survey.Fact;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Publishes what a survey has decided and keeps its timer in step. */
@Component
class AnnouncingSurveys {

    private final SurveyEvents events;
    private final Timers timers;

    AnnouncingSurveys(SurveyEvents events, Timers timers) {
        this.events = events;
        this.timers = timers;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void announce(Survey survey, List<Fact> facts, Instant now) {
        announce(survey, facts, now, Voice.OURS);
    }

    /**
     * @param voice who asks, if the facts have somebody asked
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void announce(Survey survey, List<Fact> facts, Instant now, Voice voice) {
        for (Fact fact : facts) {
            events.say(survey, fact, now, voice);
            switch (fact) {
                case Fact.Planned planned -> timers.set(timer(survey, planned.moment()));
                case Fact.Withdrawn withdrawn when !withdrawn.wasAsked() ->
                        timers.cancel(AskingSurveys.TIMER, survey.id().toString());
                default -> {}
            }
        }
    }

    /** Waits for the facts of its case: after an outage, one reopened meanwhile is not asked. */
    private static Timer timer(Survey survey, Instant moment) {
        return Timer.at(moment, AskingSurveys.TIMER, survey.id().toString(), survey.lock())
                .waitingFor(Topics.CASE_EVENTS, survey.caseId().toString());
    }
}
