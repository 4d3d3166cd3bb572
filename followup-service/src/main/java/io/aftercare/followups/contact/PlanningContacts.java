package io.aftercare.followups.contact;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.Persons;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans a contact for each resolution, and withdraws it when the case is taken up again. */
@Component
public class PlanningContacts {

    private static final int FIRST_LINK = 1;

    private final Contacts contacts;
    private final Persons persons;
    private final ContactEvents events;
    private final Timers timers;
    private final ContactSettings settings;

    PlanningContacts(
            Contacts contacts,
            Persons persons,
            ContactEvents events,
            Timers timers,
            ContactSettings settings) {
        this.contacts = contacts;
        this.persons = persons;
        this.events = events;
        this.timers = timers;
        this.settings = settings;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Batch batch = load(facts);
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Resolved resolved -> plan(fact, resolved, batch);
                case Reopened _ -> end(fact, batch);
                default -> {}
            }
        }
        contacts.save(batch.contacts.values());
    }

    private Batch load(Iterable<CaseFact> facts) {
        Set<UUID> ids = new HashSet<>();
        Set<String> people = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved || fact.body() instanceof Reopened) {
                ids.add(id(fact));
                if (fact.personId() != null) {
                    people.add(fact.personId());
                }
            }
        }
        return new Batch(new HashMap<>(contacts.of(ids)), persons.erased(people));
    }

    private void plan(CaseFact fact, Resolved resolved, Batch batch) {
        boolean somebodyToAsk = fact.personId() != null && !batch.erased.contains(fact.personId());
        if (fact.imported()
                || !somebodyToAsk
                || !Contact.followsUp(resolved.outcome())
                || batch.contacts.containsKey(id(fact))) {
            return;
        }
        Instant due = fact.occurredAt().plus(settings.askAfter());
        Contact contact = Contact.planned(terms(fact, resolved, due));
        batch.contacts.put(id(fact), contact);
        events.publish(contact, List.of(new Contact.Fact.Planned(due)), fact.occurredAt());
        timers.set(timer(contact, due));
    }

    /**
     * Waits for the case's facts, so that after an outage nobody is asked about a reopened case.
     */
    private static Timer timer(Contact contact, Instant due) {
        UUID caseId = contact.terms().caseId();
        return Timer.at(due, AskingContacts.KIND, contact.terms().id().toString(), "case:" + caseId)
                .waitingFor(Topics.CASE_EVENTS, caseId.toString());
    }

    private void end(CaseFact fact, Batch batch) {
        UUID id = id(fact);
        Contact contact =
                batch.contacts.computeIfAbsent(
                        id, _ -> Contact.endedUnheard(id, fact.caseId(), fact.cycle()));
        events.publish(contact, contact.end(), fact.occurredAt());
        timers.cancel(AskingContacts.KIND, id.toString());
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

    private record Batch(Map<UUID, Contact> contacts, Set<String> erased) {}
}
