package io.aftercare.notifications.delivery;

import io.aftercare.events.notifications.ChannelKind;
import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.TakenBackTooLate;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.notifications.delivery.Message.Fact;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import org.springframework.stereotype.Component;

/** Says what became of messages: ids, codes and times, never an address. */
@Component
class MessageEvents {

    /** In place of what a malformed request says of itself: it may be anything, an address too. */
    private static final String MALFORMED = "malformed";

    private final Outbox outbox;

    MessageEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(Request request, Fact fact) {
        String caseId = request.caseId().toString();
        outbox.fact(
                Topics.NOTIFICATION_EVENTS,
                "case:" + caseId,
                caseId,
                fact.at(),
                stamp -> event(request, fact, stamp));
    }

    private static NotificationEvent event(Request request, Fact fact, Outbox.Stamp stamp) {
        return NotificationEvent.newBuilder()
                .setEventId(stamp.eventId())
                .setCaseId(request.caseId())
                .setPersonId(request.personId())
                .setCycle(request.cycle())
                .setSequence(stamp.sequence())
                .setOccurredAt(fact.at())
                .setRecordedAt(stamp.recordedAt())
                .setBody(body(request, fact))
                .build();
    }

    private static Object body(Request request, Fact fact) {
        String key = Request.isKey(request.key()) ? request.key() : MALFORMED;
        String to = Keys.isRecipient(request.recipient()) ? request.recipient() : MALFORMED;
        var purpose = io.aftercare.events.notifications.Purpose.valueOf(request.purpose().name());
        return switch (fact) {
            case Fact.Delivered _ -> new MessageDelivered(key, purpose, to, ChannelKind.EMAIL);
            case Fact.Suppressed(Reason reason, _) ->
                    new MessageSuppressed(key, purpose, to, notSent(reason));
            case Fact.TakenBack _ -> new MessageTakenBack(key, purpose, to);
            case Fact.TakenBackTooLate _ -> new TakenBackTooLate(key, purpose, to);
            case Fact.Abandoned(Reason reason, _) ->
                    new MessageAbandoned(key, purpose, to, notSent(reason));
        };
    }

    private static NotSentReason notSent(Reason reason) {
        return NotSentReason.valueOf(reason.name());
    }
}
