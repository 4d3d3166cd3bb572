package io.aftercare.followups.contact;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.followups.known.Speaks;
import io.aftercare.followups.known.SpeaksSettings;
import io.aftercare.followups.known.Succession;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.schemas.Keys;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks the customer when the time has come, if there is still something to ask. */
@Component
class AskingContacts implements TimerHandler {

    static final String KIND = "contact-ask";

    private final Contacts contacts;
    private final People people;
    private final ContactEvents events;
    private final ContactSettings settings;
    private final Cases cases;
    private final Speaks speaks;

    AskingContacts(
            Contacts contacts,
            People people,
            ContactEvents events,
            ContactSettings settings,
            Cases cases,
            SpeaksSettings speaks) {
        this.contacts = contacts;
        this.people = people;
        this.events = events;
        this.settings = settings;
        this.cases = cases;
        this.speaks = speaks.speaks();
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Whom a contact is about never changes; whether they were erased does. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return people(load(due)).stream().map(Keys::ofPerson).toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Contact> found = load(due);
        Set<String> erased = people.erased(people(found));
        Succession about =
                cases.succession(found.values().stream().map(it -> it.terms().caseId()).toList());
        for (DueTimer timer : due) {
            Contact contact = found.get(id(timer));
            if (contact != null) {
                boolean personErased = erased.contains(contact.terms().personId());
                events.publish(
                        contact,
                        contact.ask(personErased, settings.freshFor()),
                        now,
                        voice(contact.terms().caseId(), about));
            }
        }
        contacts.save(found.values());
    }

    private Voice voice(UUID caseId, Succession about) {
        KnownCase known = about.known().get(caseId);
        String source = known == null ? null : known.source();
        return new Voice(
                speaks.weSpeak(source, Speaks.Purpose.SOLVED_CHECK), about.handling(caseId));
    }

    private Map<UUID, Contact> load(List<DueTimer> due) {
        return contacts.load(due.stream().map(AskingContacts::id).toList());
    }

    private static Set<String> people(Map<UUID, Contact> contacts) {
        return contacts.values().stream()
                .map(contact -> contact.terms().personId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static UUID id(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
