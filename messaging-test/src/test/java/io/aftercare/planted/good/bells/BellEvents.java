package io.aftercare.planted.good.bells;

import io.aftercare.contacts.Contact;
import io.aftercare.messaging.outbox.Outbox;
import org.springframework.stereotype.Component;

@Component
class BellEvents {

    private final Outbox outbox;

    BellEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(Bell.Fact fact) {
        outbox.letter("bells", "bell", _ -> new Contact());
    }
}
