package io.aftercare.planted.bad;

import io.aftercare.messaging.outbox.Outbox;
import org.springframework.stereotype.Repository;

/** A repository that tells the world. */
@Repository
class Doors {

    private final Outbox outbox;

    Doors(Outbox outbox) {
        this.outbox = outbox;
    }

    Outbox open() {
        return outbox;
    }
}
