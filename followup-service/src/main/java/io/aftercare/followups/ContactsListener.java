package io.aftercare.followups;

import io.aftercare.contacts.Contact;
import io.aftercare.followups.contact.ErasingContacts;
import io.aftercare.followups.known.LearningPeople;
import io.aftercare.followups.known.Person;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears where people live and who wants to be forgotten. Staff and teams are passed over. */
@Component
class ContactsListener implements Listener<Contact> {

    private static final String PERSON = "person:";

    private final LearningPeople learning;
    private final ErasingContacts erasing;

    ContactsListener(LearningPeople learning, ErasingContacts erasing) {
        this.learning = learning;
        this.erasing = erasing;
    }

    @Override
    public String topic() {
        return Topics.CONTACTS;
    }

    @Override
    public Class<Contact> type() {
        return Contact.class;
    }

    @Override
    public Collection<String> keys(Received<Contact> received) {
        return received.key().startsWith(PERSON) ? List.of(received.key()) : List.of();
    }

    @Override
    public boolean takesTombstones() {
        return true;
    }

    @Override
    public void on(Batch<Contact> batch) {
        List<Person> people = new ArrayList<>();
        List<String> erased = new ArrayList<>();
        for (Received<Contact> received : batch) {
            if (!received.key().startsWith(PERSON)) {
                continue;
            }
            String id = received.key().substring(PERSON.length());
            if (received.tombstone()) {
                erased.add(id);
            } else {
                people.add(person(id, received.value()));
            }
        }
        learning.learn(people);
        learning.erase(erased);
        erasing.soon(erased);
    }

    private static Person person(String id, Contact contact) {
        return new Person(
                id,
                contact.getVersion(),
                Person.zone(contact.getZone()),
                contact.getLanguage(),
                contact.getCountry());
    }
}
