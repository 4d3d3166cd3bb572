package io.aftercare.surveys.survey;

import io.aftercare.messaging.Ids;
import io.aftercare.surveys.person.Reach;
import io.aftercare.surveys.person.ReachingPeople;
import io.aftercare.surveys.survey.CycleFact.Delivered;
import io.aftercare.surveys.survey.CycleFact.Ended;
import io.aftercare.surveys.survey.CycleFact.NotDelivered;
import io.aftercare.surveys.survey.CycleFact.Resolved;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
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
    private final Policy policy;
    private final Clock clock;

    FollowingCases(
            Surveys surveys,
            ReachingPeople people,
            AnnouncingSurveys announcing,
            SurveySettings settings,
            PolicySettings policy,
            Clock clock) {
        this.surveys = surveys;
        this.people = people;
        this.announcing = announcing;
        this.settings = settings;
        this.policy = policy.policy();
        this.clock = clock;
    }

    /**
     * Loads the surveys of all these cases at once, hears what happened one by one, saves at once.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(List<CycleFact> facts) {
        Round round = load(facts);
        for (CycleFact fact : facts) {
            switch (fact) {
                case Resolved resolved -> round.resolved(resolved);
                case Ended ended -> round.ended(ended);
                case Delivered delivered -> round.delivered(delivered);
                case NotDelivered not -> round.notDelivered(not);
            }
        }
        surveys.save(round.changed);
    }

    private Round load(List<CycleFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        Set<String> persons = new HashSet<>();
        for (CycleFact fact : facts) {
            caseIds.add(fact.caseId());
            if (fact instanceof Resolved resolved && resolved.personId() != null) {
                persons.add(resolved.personId());
            }
        }
        return new Round(surveys.ofCases(caseIds), people.reach(persons), clock.instant());
    }

    /** The surveys of the cases at hand. */
    private final class Round {

        private final Map<UUID, NavigableMap<Integer, Survey>> byCase = new HashMap<>();
        private final Map<String, Reach> reach;
        private final Instant now;
        private final Set<Survey> changed = new LinkedHashSet<>();

        private Round(List<Survey> loaded, Map<String, Reach> reach, Instant now) {
            loaded.forEach(survey -> cycles(survey.caseId()).put(survey.cycle(), survey));
            this.reach = reach;
            this.now = now;
        }

        /** A later cycle says that the earlier ones have ended, also if that fact is missing. */
        void resolved(Resolved fact) {
            NavigableMap<Integer, Survey> cycles = cycles(fact.caseId());
            for (Survey earlier : List.copyOf(cycles.headMap(fact.cycle(), false).values())) {
                changed(earlier, earlier.end(Survey.Reason.REOPENED));
            }
            if (cycles.tailMap(fact.cycle(), false).isEmpty()) {
                plan(fact);
            } else {
                ended(new Ended(fact.caseId(), fact.cycle(), Survey.Reason.REOPENED));
            }
        }

        private void plan(Resolved fact) {
            Survey survey = survey(fact);
            String person = fact.personId();
            Reach known = person == null ? null : reach.get(person);
            changed(
                    survey,
                    survey.plan(
                            person,
                            fact.owner(),
                            !fact.aboutFollowUp()
                                    && policy.asksAfter(fact.caseId(), fact.outcome(), fact.kind()),
                            settings.window(fact.at()),
                            known == null ? people.stranger().hours() : known.hours()));
        }

        void ended(Ended fact) {
            Survey survey = survey(fact);
            changed(survey, survey.end(fact.reason()));
        }

        void delivered(Delivered fact) {
            Survey survey = cycles(fact.caseId()).get(fact.cycle());
            if (survey != null) {
                survey.delivered(fact.at(), settings.answerable());
                changed.add(survey);
            }
        }

        void notDelivered(NotDelivered fact) {
            Survey survey = cycles(fact.caseId()).get(fact.cycle());
            if (survey != null) {
                survey.notDelivered(fact.reason());
                changed.add(survey);
            }
        }

        private void changed(Survey survey, List<Survey.Fact> facts) {
            announcing.announce(survey, facts, now);
            changed.add(survey);
        }

        private Survey survey(CycleFact of) {
            UUID caseId = of.caseId();
            int cycle = of.cycle();
            return cycles(caseId)
                    .computeIfAbsent(
                            cycle, _ -> Survey.of(Ids.of("survey", caseId, cycle), caseId, cycle));
        }

        private NavigableMap<Integer, Survey> cycles(UUID caseId) {
            return byCase.computeIfAbsent(caseId, _ -> new TreeMap<>());
        }
    }
}
