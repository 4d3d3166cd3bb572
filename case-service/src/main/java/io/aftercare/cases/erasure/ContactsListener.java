package io.aftercare.cases.erasure;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears who is to be forgotten. Of contacts that say anything else nothing is kept. */
@Component
class ContactsListener implements Listener<Contact> {

    private final ErasingPeople erasing;

    ContactsListener(ErasingPeople erasing) {
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
    public boolean takesTombstones() {
        return true;
    }

    /** The person's key keeps a new case of theirs from being written meanwhile. */
    @Override
    public Collection<String> keys(Received<Contact> received) {
        return received.tombstone() && Keys.personId(received.key()) != null
                ? List.of(received.key())
                : List.of();
    }

    @Override
    public void on(Batch<Contact> batch) {
        erasing.erase(
                batch.map(received -> received.tombstone() ? Keys.personId(received.key()) : null));
    }
}
