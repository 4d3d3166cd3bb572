package io.aftercare.surveys.survey;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.schemas.Keys;
import io.aftercare.surveys.person.Reach;
import io.aftercare.surveys.person.ReachingPeople;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks when the moment has come, if nothing speaks against it any more. */
@Component
class AskingSurveys implements TimerHandler {

    static final String TIMER = "survey";

    private final Surveys surveys;
    private final ReachingPeople reaching;
    private final AnnouncingSurveys announcing;
    private final SurveySettings settings;
    private final KnownCases cases;
    private final Speaks speaks;

    AskingSurveys(
            Surveys surveys,
            ReachingPeople reaching,
            AnnouncingSurveys announcing,
            SurveySettings settings,
            KnownCases cases,
            SpeaksSettings speaks) {
        this.surveys = surveys;
        this.reaching = reaching;
        this.announcing = announcing;
        this.settings = settings;
        this.cases = cases;
        this.speaks = speaks.speaks();
    }

    @Override
    public String kind() {
        return TIMER;
    }

    /** Whom a survey is about never changes; what they want does. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return people(load(due).values()).stream().map(Keys::ofPerson).toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Survey> byId = load(due);
        Map<String, Reach> reach = reaching.reach(people(byId.values()));
        Map<UUID, KnownCase> known =
                cases.load(byId.values().stream().map(Survey::caseId).toList());
        List<Survey> judged = new ArrayList<>();
        for (DueTimer timer : due) {
            Survey survey = byId.get(survey(timer));
            Reach person = survey == null ? null : reach.get(survey.personId());
            if (survey != null && person != null) {
                judge(survey, person, known.get(survey.caseId()), now);
                judged.add(survey);
            }
        }
        surveys.save(judged);
    }

    /** Of the person's handling and the case's the stricter counts. */
    private void judge(Survey survey, Reach person, @Nullable KnownCase about, Instant now) {
        Survey.Reason objection =
                person.objection() == null
                        ? about != null && about.isQuiet() ? Survey.Reason.HANDLING : null
                        : Survey.Reason.valueOf(person.objection().name());
        announcing.announce(
                survey,
                survey.due(now, objection, person.hours(), settings.answerable()),
                now,
                voice(about));
    }

    private Voice voice(@Nullable KnownCase about) {
        return about == null
                ? new Voice(speaks.weSpeak(null), Voice.OURS.handling())
                : new Voice(speaks.weSpeak(about.source()), about.handling());
    }

    private Map<UUID, Survey> load(List<DueTimer> due) {
        return surveys.load(due.stream().map(AskingSurveys::survey).toList());
    }

    private static List<String> people(Collection<Survey> surveys) {
        return surveys.stream().map(Survey::personId).filter(Objects::nonNull).toList();
    }

    private static UUID survey(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
