package io.aftercare.surveys.survey;

import io.aftercare.messaging.Streams;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.surveys.person.KeepingPeople;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Ends the surveys of erased people. It runs once their markers are committed: a survey that is
 * planned too late to be locked here meets the marker when it is due.
 */
@Component
class ErasingSurveys implements TimerHandler {

    private final Surveys surveys;
    private final AnnouncingSurveys announcing;
    private final Streams streams;

    ErasingSurveys(Surveys surveys, AnnouncingSurveys announcing, Streams streams) {
        this.surveys = surveys;
        this.announcing = announcing;
        this.streams = streams;
    }

    @Override
    public String kind() {
        return KeepingPeople.ERASURE;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return surveys.ofPersons(persons(due)).stream().map(Survey::lock).distinct().toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        List<Survey> erased =
                surveys.ofPersons(persons(due)).stream()
                        .filter(survey -> streams.holds(survey.lock()))
                        .toList();
        for (Survey survey : erased) {
            announcing.announce(survey, survey.erase(), now);
        }
        surveys.save(erased);
    }

    private static List<String> persons(List<DueTimer> due) {
        return due.stream().map(DueTimer::subject).toList();
    }
}
