package io.aftercare.surveys.survey;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.surveys.person.Reach;
import io.aftercare.surveys.person.ReachingPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks when the moment has come, if nothing speaks against it any more. */
@Component
class AskingSurveys implements TimerHandler {

    static final String TIMER = "survey";

    private final Surveys surveys;
    private final ReachingPeople people;
    private final AnnouncingSurveys announcing;
    private final SurveySettings settings;

    AskingSurveys(
            Surveys surveys,
            ReachingPeople people,
            AnnouncingSurveys announcing,
            SurveySettings settings) {
        this.surveys = surveys;
        this.people = people;
        this.announcing = announcing;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return TIMER;
    }

    /** Whom a survey is about never changes; what they want does. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return persons(surveys.withIds(due.stream().map(AskingSurveys::survey).toList())).stream()
                .map(person -> "person:" + person)
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Survey> byId =
                surveys.withIds(due.stream().map(AskingSurveys::survey).toList()).stream()
                        .collect(Collectors.toMap(Survey::id, Function.identity()));
        Map<String, Reach> reach = people.reach(persons(byId.values()));
        List<Survey> judged = new ArrayList<>();
        for (DueTimer timer : due) {
            Survey survey = byId.get(survey(timer));
            Reach person = survey == null ? null : reach.get(survey.state().personId());
            if (survey != null && person != null) {
                judge(survey, person, now);
                judged.add(survey);
            }
        }
        surveys.save(judged);
    }

    private void judge(Survey survey, Reach person, Instant now) {
        Survey.Reason objection =
                person.objection() == null
                        ? null
                        : Survey.Reason.valueOf(person.objection().name());
        announcing.announce(
                survey, survey.due(now, objection, person.hours(), settings.answerable()), now);
    }

    private static List<String> persons(Collection<Survey> surveys) {
        return surveys.stream()
                .map(survey -> survey.state().personId())
                .filter(Objects::nonNull)
                .toList();
    }

    private static UUID survey(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
