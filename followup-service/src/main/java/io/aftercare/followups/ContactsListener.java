package io.aftercare.followups;

import io.aftercare.contacts.Contact;
import io.aftercare.followups.contact.ErasingContacts;
import io.aftercare.followups.known.LearningPeople;
import io.aftercare.followups.known.Person;
import io.aftercare.followups.promise.LearningZones;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears where people live and who wants to be forgotten. Staff and teams are passed over. */
@Component
class ContactsListener implements Listener<Contact> {

    private final LearningPeople learning;
    private final LearningZones zones;
    private final ErasingContacts erasing;

    ContactsListener(LearningPeople learning, LearningZones zones, ErasingContacts erasing) {
        this.learning = learning;
        this.zones = zones;
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
        return Keys.personId(received.key()) == null ? List.of() : List.of(received.key());
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
            String id = Keys.personId(received.key());
            if (id == null) {
                continue;
            }
            if (received.tombstone()) {
                erased.add(id);
            } else {
                people.add(person(id, received.value()));
            }
        }
        learning.learn(people);
        learning.erase(erased);
        zones.soon(people.stream().map(Person::id).distinct().toList());
        erasing.soon(erased);
    }

    private static Person person(String id, Contact contact) {
        return new Person(id, contact.getVersion(), Person.zone(contact.getZone()));
    }
}
