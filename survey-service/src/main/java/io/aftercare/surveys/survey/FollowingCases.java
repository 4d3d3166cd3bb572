package io.aftercare.surveys.survey;

import io.aftercare.messaging.Ids;
import io.aftercare.surveys.person.Reach;
import io.aftercare.surveys.person.ReachingPeople;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans and ends surveys as their cases go. */
@Component
class FollowingCases {

    private final Surveys surveys;
    private final ReachingPeople people;
    private final AnnouncingSurveys announcing;
    private final SurveySettings settings;
    private final Clock clock;

    FollowingCases(
            Surveys surveys,
            ReachingPeople people,
            AnnouncingSurveys announcing,
            SurveySettings settings,
            Clock clock) {
        this.surveys = surveys;
        this.people = people;
        this.announcing = announcing;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Loads the surveys of these cases at once, hears what happened one by one, saves at once.
     *
     * @param persons whom surveys may have to be planned for
     * @param tell told what happened, in order
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Collection<UUID> caseIds, Collection<String> persons, Consumer<Heard> tell) {
        Heard heard = new Heard(surveys.ofCases(caseIds), people.reach(persons), clock.instant());
        tell.accept(heard);
        surveys.save(heard.changed);
    }

    /**
     * A resolution.
     *
     * @param outcome its name, as {@code SOLVED}
     */
    record Resolution(
            Instant at, @Nullable String personId, @Nullable String owner, String outcome) {}

    /** The surveys of some cases, which hear what happens to them. */
    final class Heard {

        private final Map<UUID, NavigableMap<Integer, Survey>> byCase = new HashMap<>();
        private final Map<String, Reach> reach;
        private final Instant now;
        private final Set<Survey> changed = new LinkedHashSet<>();

        private Heard(List<Survey> loaded, Map<String, Reach> reach, Instant now) {
            loaded.forEach(survey -> cycles(survey.caseId()).put(survey.cycle(), survey));
            this.reach = reach;
            this.now = now;
        }

        /** A later cycle says that the earlier ones have ended, also if that fact is missing. */
        void resolved(UUID caseId, int cycle, Resolution resolution) {
            for (Survey earlier : List.copyOf(cycles(caseId).headMap(cycle, false).values())) {
                changed(earlier, earlier.end(Survey.Reason.REOPENED));
            }
            if (!cycles(caseId).tailMap(cycle, false).isEmpty()) {
                ended(caseId, cycle, Survey.Reason.REOPENED);
                return;
            }
            Survey survey = survey(caseId, cycle);
            String person = resolution.personId();
            Reach known = person == null ? null : reach.get(person);
            changed(
                    survey,
                    survey.plan(
                            person,
                            resolution.owner(),
                            Policy.DEFAULT.asksAfter(resolution.outcome()),
                            settings.window(resolution.at()),
                            known == null ? people.stranger().hours() : known.hours()));
        }

        /** The cycle ended; what comes later of it plans nothing. */
        void ended(UUID caseId, int cycle, Survey.Reason reason) {
            Survey survey = survey(caseId, cycle);
            changed(survey, survey.end(reason));
        }

        void delivered(UUID caseId, int cycle, Instant at) {
            Survey survey = cycles(caseId).get(cycle);
            if (survey != null) {
                survey.delivered(at, settings.answerable());
                changed.add(survey);
            }
        }

        void notDelivered(UUID caseId, int cycle, String reason) {
            Survey survey = cycles(caseId).get(cycle);
            if (survey != null) {
                survey.notDelivered(reason);
                changed.add(survey);
            }
        }

        private void changed(Survey survey, List<Survey.Fact> facts) {
            announcing.announce(survey, facts, now);
            changed.add(survey);
        }

        private Survey survey(UUID caseId, int cycle) {
            return cycles(caseId)
                    .computeIfAbsent(
                            cycle, _ -> Survey.of(Ids.of("survey", caseId, cycle), caseId, cycle));
        }

        private NavigableMap<Integer, Survey> cycles(UUID caseId) {
            return byCase.computeIfAbsent(caseId, _ -> new TreeMap<>());
        }
    }
}
