package io.aftercare.followups.contact;

import io.aftercare.followups.known.Persons;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
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
    private final Persons persons;
    private final ContactEvents events;

    AskingContacts(Contacts contacts, Persons persons, ContactEvents events) {
        this.contacts = contacts;
        this.persons = persons;
        this.events = events;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Contact> found =
                contacts.of(due.stream().map(timer -> UUID.fromString(timer.subject())).toList());
        Set<String> erased = persons.erased(people(found));
        for (DueTimer timer : due) {
            Contact contact = found.get(UUID.fromString(timer.subject()));
            if (contact != null) {
                boolean personErased = erased.contains(contact.terms().personId());
                events.publish(contact, contact.ask(personErased), now);
            }
        }
        contacts.save(found.values());
    }

    private static Set<String> people(Map<UUID, Contact> contacts) {
        return contacts.values().stream()
                .map(contact -> contact.terms().personId())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
