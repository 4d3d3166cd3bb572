package io.aftercare.notifications.delivery;

import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.notifications.delivery.Recipient.Stance;
import io.aftercare.requests.Ask;
import io.aftercare.requests.CaseHandling;
import io.aftercare.requests.Handling;
import io.aftercare.requests.Link;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what services want to be said. */
@Component
class NotificationRequestsListener implements Listener<NotificationRequest> {

    private final TakingRequests taking;

    NotificationRequestsListener(TakingRequests taking) {
        this.taking = taking;
    }

    @Override
    public String topic() {
        return Topics.NOTIFICATION_REQUESTS;
    }

    @Override
    public Class<NotificationRequest> type() {
        return NotificationRequest.class;
    }

    @Override
    public Collection<String> keys(Received<NotificationRequest> received) {
        String recipient = received.value().getRecipient();
        String ofCase = Keys.ofCase(received.value().getCaseId());
        return Keys.isRecipient(recipient) ? List.of(recipient, ofCase) : List.of(ofCase);
    }

    @Override
    public void on(Batch<NotificationRequest> batch) {
        taking.take(batch.stream().map(NotificationRequestsListener::wish).toList());
    }

    private static Wish wish(Received<NotificationRequest> received) {
        NotificationRequest wanted = received.value();
        return switch (wanted.getBody()) {
            case Ask ask ->
                    new Wish.Ask(wanted.getEventId(), request(wanted, ask, received.traceparent()));
            case TakeBack _ ->
                    new Wish.TakeBack(
                            wanted.getEventId(),
                            new TakenBack(
                                    wanted.getMessageKey(),
                                    wanted.getRecipient(),
                                    wanted.getCaseId()),
                            received.traceparent());
            case CaseHandling it ->
                    new Wish.Handle(
                            wanted.getEventId(),
                            new Handled(
                                    wanted.getCaseId(), stance(it.getHandling()), it.getSequence()),
                            received.traceparent());
            default -> throw new IllegalStateException("none of the wishes");
        };
    }

    private static Request request(NotificationRequest wanted, Ask ask, @Nullable String trace) {
        return new Request(
                wanted.getMessageKey(),
                wanted.getRecipient(),
                wanted.getCaseId(),
                idOrNull(wanted.getPersonId()),
                wanted.getCycle(),
                Purpose.valueOf(ask.getPurpose().name()),
                ask.getNotBefore(),
                ask.getNotAfter(),
                link(ask.getLink()),
                idOrNull(ask.getOwner()),
                ask.getDue(),
                ask.getCaseReference(),
                ask.getContactBy(),
                reason(ask),
                ask.getNote(),
                promiseKind(ask),
                trace,
                stance(ask.getHandling()));
    }

    /** The message is worth more than its mention of somebody who cannot exist. */
    private static @Nullable String idOrNull(@Nullable String id) {
        return Keys.isId(id) ? id : null;
    }

    private static @Nullable RevisionReason reason(Ask ask) {
        return ask.getRevisionReason() == null
                ? null
                : RevisionReason.valueOf(ask.getRevisionReason().name());
    }

    private static @Nullable PromiseKind promiseKind(Ask ask) {
        return ask.getPromiseKind() == null
                ? null
                : PromiseKind.valueOf(ask.getPromiseKind().name());
    }

    private static Stance stance(Handling handling) {
        return switch (handling) {
            case NORMAL -> Stance.EVERYTHING;
            case QUIET -> Stance.SERVICE_ONLY;
            // what is not understood is taken as the strictest
            case PERSON_ONLY, UNKNOWN -> Stance.NOTHING;
        };
    }

    private static Request.@Nullable Link link(@Nullable Link link) {
        return link == null
                ? null
                : new Request.Link(link.getPurpose(), link.getId(), link.getVersion());
    }
}
