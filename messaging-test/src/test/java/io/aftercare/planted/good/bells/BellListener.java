package io.aftercare.planted.good.bells;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

@Component
class BellListener implements Listener<Contact> {

    private final RingingBells ringing;

    BellListener(RingingBells ringing) {
        this.ringing = ringing;
    }

    @Override
    public String topic() {
        return "bells";
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
    public void on(Batch<Contact> batch) {
        ringing.fire(List.of(), Instant.EPOCH);
    }
}
