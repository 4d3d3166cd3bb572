package io.aftercare.followups.known;

import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.requests.CaseHandling;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import org.springframework.stereotype.Component;

/** Says to those who send messages what may be said about a case from now on. */
@Component
class HandlingEvents {

    private static final String KEY = "HANDLING:";

    private final Outbox outbox;

    HandlingEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Nothing if there is nobody whom anything could be said to.
     *
     * @param sequence counts up with what the handling is based on
     */
    void publish(KnownCase of, String handling, long sequence) {
        String personId = of.personId();
        if (personId == null) {
            return;
        }
        String recipient = Keys.ofPerson(personId);
        outbox.letter(
                Topics.NOTIFICATION_REQUESTS,
                recipient,
                eventId ->
                        new NotificationRequest(
                                eventId,
                                KEY + of.caseId(),
                                recipient,
                                of.caseId(),
                                personId,
                                of.cycle(),
                                new CaseHandling(Handling.valueOf(handling), sequence)));
    }
}
