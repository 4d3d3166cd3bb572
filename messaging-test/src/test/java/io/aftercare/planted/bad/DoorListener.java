package io.aftercare.planted.bad;

import io.aftercare.contacts.Contact;
import org.springframework.stereotype.Component;

/** Named as a listener and none; does the work itself, and builds a record. */
@Component
class DoorListener {

    private final Doors doors;

    DoorListener(Doors doors) {
        this.doors = doors;
    }

    Contact hear() {
        doors.open();
        return new Contact();
    }
}
