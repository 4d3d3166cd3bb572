package io.aftercare.followups.contact;

import io.aftercare.followups.contact.Contact.Answer;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what the customer says. */
@Component
class AnsweringContacts {

    /** The purpose in the signature of links to the page. */
    static final String LINK = "contact";

    private final Contacts contacts;
    private final ContactEvents events;
    private final Clock clock;

    AnsweringContacts(Contacts contacts, ContactEvents events, Clock clock) {
        this.contacts = contacts;
        this.events = events;
        this.clock = clock;
    }

    /** Pressing twice counts once. Unknown and erased contacts take no answer. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void answer(UUID id, Answer answer) {
        Contact contact = contacts.find(id);
        if (contact != null) {
            events.publish(contact, contact.answer(answer), clock.instant());
            contacts.save(List.of(contact));
        }
    }
}
