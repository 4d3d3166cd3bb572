package io.aftercare.planted.bad;

import io.aftercare.contacts.Contact;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A use case that knows records and who calls it, and opens transactions, or runs without one. */
@Component
class OpeningDoors {

    private final DoorListener listener;

    OpeningDoors(DoorListener listener) {
        this.listener = listener;
    }

    public Contact open() {
        return listener.hear();
    }

    @Transactional
    public void close() {}
}
