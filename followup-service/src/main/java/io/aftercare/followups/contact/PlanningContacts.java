package io.aftercare.followups.contact;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Corrected;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans a contact for each resolution, and withdraws it when the case is taken up again, or was
 * none to ask about.
 */
@Component
public class PlanningContacts {

    private static final int FIRST_LINK = 1;

    /** What no line of the policy is about but that of every kind. */
    private static final String UNKNOWN = "UNKNOWN";

    private final Contacts contacts;
    private final Cases cases;
    private final People people;
    private final ContactEvents events;
    private final Timers timers;
    private final ContactSettings settings;
    private final Policy policy;

    PlanningContacts(
            Contacts contacts,
            Cases cases,
            People people,
            ContactEvents events,
            Timers timers,
            ContactSettings settings,
            PolicySettings policy) {
        this.contacts = contacts;
        this.cases = cases;
        this.people = people;
        this.events = events;
        this.timers = timers;
        this.settings = settings;
        this.policy = policy.policy();
    }

    /** The cases must be known as they were before the facts, so that each is seen in its place. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Round round = load(facts);
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Resolved resolved -> resolved(fact, resolved, round);
                case Reopened _ -> end(fact, round);
                case Corrected corrected -> corrected(fact, corrected, round);
                default -> {}
            }
            round.heard(fact);
        }
        contacts.save(round.contacts());
    }

    private Round load(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        Set<String> personIds = new HashSet<>();
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Resolved _, Reopened _, Corrected _ -> {
                    caseIds.add(fact.caseId());
                    if (fact.personId() != null) {
                        personIds.add(fact.personId());
                    }
                }
                default -> {}
            }
        }
        Round round =
                new Round(
                        new HashMap<>(),
                        new HashMap<>(),
                        new HashMap<>(),
                        people.erased(personIds));
        contacts.ofCases(caseIds).forEach(round::add);
        cases.load(caseIds).forEach(round::know);
        return round;
    }

    /** It says that the earlier cycles have ended, also if the fact that ended them is missing. */
    private void resolved(CaseFact fact, Resolved resolved, Round round) {
        NavigableMap<Integer, Contact> cycles = round.cycles(fact.caseId());
        cycles.headMap(fact.cycle(), false).values().forEach(earlier -> end(earlier, fact));
        boolean over = round.newestCycles.getOrDefault(fact.caseId(), 0) > fact.cycle();
        if (!over && !cycles.containsKey(fact.cycle())) {
            plan(fact, resolved, round);
        }
    }

    private void plan(CaseFact fact, Resolved resolved, Round round) {
        boolean somebodyToAsk = fact.personId() != null && !round.erased.contains(fact.personId());
        boolean asks =
                !resolved.aboutFollowUp() && policy.asksAfter(resolved.outcome(), resolved.kind());
        if (fact.imported() || !somebodyToAsk || !asks) {
            return;
        }
        Instant due = fact.occurredAt().plus(settings.askAfter());
        Contact contact = Contact.planned(terms(fact, resolved, due));
        round.add(contact);
        events.publish(contact, List.of(new Contact.Fact.Planned(due)), fact.occurredAt());
        timers.set(timer(contact, due));
    }

    /**
     * Waits for the case's facts, so that after an outage nobody is asked about a reopened case.
     */
    private static Timer timer(Contact contact, Instant due) {
        UUID caseId = contact.terms().caseId();
        return Timer.at(
                        due,
                        AskingContacts.KIND,
                        contact.terms().id().toString(),
                        Keys.ofCase(caseId))
                .waitingFor(Topics.CASE_EVENTS, caseId.toString());
    }

    private void end(CaseFact fact, Round round) {
        end(ofCycle(fact, round), fact);
    }

    private void corrected(CaseFact fact, Corrected corrected, Round round) {
        boolean asks =
                switch (corrected.field()) {
                    case "OUTCOME" ->
                            policy.asksAfter(
                                    corrected.code(),
                                    round.kinds.getOrDefault(fact.caseId(), UNKNOWN));
                    case "KIND" ->
                            policy.mayAskAfter(
                                    Objects.requireNonNullElse(corrected.before(), UNKNOWN),
                                    corrected.code());
                    default -> true;
                };
        if (!asks) {
            Contact contact = ofCycle(fact, round);
            withdraw(contact, contact.correct(), fact);
        }
    }

    /** If it is not known yet, it has ended before it was heard of. */
    private static Contact ofCycle(CaseFact fact, Round round) {
        return round.cycles(fact.caseId())
                .computeIfAbsent(
                        fact.cycle(),
                        _ -> Contact.endedUnheard(id(fact), fact.caseId(), fact.cycle()));
    }

    private void end(Contact contact, CaseFact fact) {
        withdraw(contact, contact.end(), fact);
    }

    private void withdraw(Contact contact, List<Contact.Fact> withdrawn, CaseFact fact) {
        events.publish(contact, withdrawn, fact.occurredAt());
        timers.cancel(AskingContacts.KIND, contact.terms().id().toString());
    }

    private static Contact.Terms terms(CaseFact fact, Resolved resolved, Instant due) {
        return new Contact.Terms(
                id(fact),
                fact.caseId(),
                fact.cycle(),
                fact.personId(),
                resolved.owner(),
                due,
                FIRST_LINK);
    }

    private static UUID id(CaseFact fact) {
        return Ids.of("contact", fact.caseId(), fact.cycle());
    }

    /**
     * The facts at hand, half-way through.
     *
     * @param newestCycles of each case the newest cycle it was heard of in
     * @param kinds of each case what it was last heard to be about, as {@code FAULT}
     */
    private record Round(
            Map<UUID, NavigableMap<Integer, Contact>> byCase,
            Map<UUID, Integer> newestCycles,
            Map<UUID, String> kinds,
            Set<String> erased) {

        private void know(UUID caseId, KnownCase known) {
            newestCycles.put(caseId, known.cycle());
            if (known.about() != null) {
                kinds.put(caseId, known.about().kind());
            }
        }

        private void heard(CaseFact fact) {
            newestCycles.merge(fact.caseId(), fact.cycle(), Math::max);
            if (fact.about() != null) {
                kinds.put(fact.caseId(), fact.about().kind());
            }
        }

        private void add(Contact contact) {
            cycles(contact.terms().caseId()).put(contact.terms().cycle(), contact);
        }

        private NavigableMap<Integer, Contact> cycles(UUID caseId) {
            return byCase.computeIfAbsent(caseId, _ -> new TreeMap<>());
        }

        private Collection<Contact> contacts() {
            return byCase.values().stream().flatMap(cycles -> cycles.values().stream()).toList();
        }
    }
}
