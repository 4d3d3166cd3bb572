package io.aftercare.planted.bad;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import java.util.Collection;
import java.util.List;

/** A listener under another name. */
class Hearsay implements Listener<Contact> {

    @Override
    public String topic() {
        return "doors";
    }

    @Override
    public Class<Contact> type() {
        return Contact.class;
    }

    @Override
    public Collection<String> keys(Received<Contact> received) {
        return List.of();
    }

    @Override
    public void on(Batch<Contact> batch) {}
}
