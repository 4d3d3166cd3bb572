package io.aftercare.followups;

import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.MessageTakenBack;
import io.aftercare.events.notifications.NotSentReason;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.followups.promise.Heard;
import io.aftercare.followups.promise.HearingDeliveries;
import io.aftercare.followups.promise.HearingDeliveries.Delivery;
import io.aftercare.followups.promise.HearingDeliveries.TakenBack;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hears whether customers were told of new dates or heard something of their cases, whether they
 * read of calls that did not reach them, and which holding notices were not sent after all or did
 * not reach them. What became of other messages is passed over.
 */
@Component
class NotificationEventsListener implements Listener<NotificationEvent> {

    /** Others may write requests too, and choose their keys as they like. */
    private static final Pattern KEY =
            Pattern.compile(
                    "(PROMISE_REVISED|PROMISE_HOLDING|PROMISE_ATTEMPTED):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\\d{1,9}):(\\d{1,9})");

    private final HearingDeliveries hearing;

    NotificationEventsListener(HearingDeliveries hearing) {
        this.hearing = hearing;
    }

    @Override
    public String topic() {
        return Topics.NOTIFICATION_EVENTS;
    }

    @Override
    public Class<NotificationEvent> type() {
        return NotificationEvent.class;
    }

    @Override
    public Collection<String> keys(Received<NotificationEvent> received) {
        NotificationEvent event = received.value();
        return delivery(event) == null
                        && takenBack(event) == null
                        && heldInVain(event) == null
                        && wroteOfAttempts(event) == null
                        && heard(event) == null
                ? List.of()
                : List.of(Keys.ofCase(event.getCaseId()));
    }

    @Override
    public void on(Batch<NotificationEvent> batch) {
        List<Delivery> deliveries = new ArrayList<>();
        List<TakenBack> takenBack = new ArrayList<>();
        List<Delivery> heldInVain = new ArrayList<>();
        List<Delivery> wrote = new ArrayList<>();
        List<Heard> heard = new ArrayList<>();
        for (Received<NotificationEvent> received : batch) {
            Delivery delivery = delivery(received.value());
            if (delivery != null) {
                deliveries.add(delivery);
            }
            addIfAny(wrote, wroteOfAttempts(received.value()));
            addIfAny(heard, heard(received.value()));
            addIfAny(takenBack, takenBack(received.value()));
            addIfAny(heldInVain, heldInVain(received.value()));
        }
        hearing.on(deliveries);
        if (!takenBack.isEmpty()) {
            hearing.takenBack(takenBack);
        }
        if (!heldInVain.isEmpty()) {
            hearing.heldInVain(heldInVain);
        }
        if (!wrote.isEmpty()) {
            hearing.wroteOfAttempts(wrote);
        }
        if (!heard.isEmpty()) {
            hearing.heard(heard);
        }
    }

    private static <T> void addIfAny(List<T> all, @Nullable T one) {
        if (one != null) {
            all.add(one);
        }
    }

    /**
     * A customer heard something of their case: a new date, or that it is resolved. That it is not
     * done, that we wait for them or could not reach them is no news of it.
     */
    private static @Nullable Heard heard(NotificationEvent event) {
        boolean toCustomer =
                event.getBody() instanceof MessageDelivered body
                        && body.getRecipient().equals("person:" + event.getPersonId());
        if (!toCustomer) {
            return null;
        }
        Delivery revised = delivery(event);
        boolean solvedCheck =
                event.getBody() instanceof MessageDelivered body
                        && body.getPurpose() == Purpose.SOLVED_CHECK;
        return solvedCheck || revised != null
                ? new Heard(
                        event.getCaseId(),
                        event.getOccurredAt(),
                        event.getRecordedAt(),
                        revised == null ? null : revised.promiseId())
                : null;
    }

    /** Of which date of a promise a customer read that calls did not reach them. */
    private static @Nullable Delivery wroteOfAttempts(NotificationEvent event) {
        return event.getBody() instanceof MessageDelivered body
                ? delivery(
                        event,
                        Purpose.PROMISE_ATTEMPTED,
                        body.getPurpose(),
                        body.getRecipient(),
                        body.getMessageKey(),
                        event.getOccurredAt())
                : null;
    }

    /** A holding notice that was not sent after all, null if it is no such fact. */
    private static @Nullable TakenBack takenBack(NotificationEvent event) {
        if (event.getBody() instanceof MessageTakenBack body
                && body.getPurpose() == Purpose.PROMISE_HOLDING) {
            Matcher key = KEY.matcher(body.getMessageKey());
            return key.matches() && key.group(1).equals(body.getPurpose().name())
                    ? new TakenBack(
                            event.getCaseId(),
                            body.getRecipient(),
                            UUID.fromString(key.group(2)),
                            event.getOccurredAt())
                    : null;
        }
        return null;
    }

    /** Of which date of a promise the customer did not get the holding notice. */
    private static @Nullable Delivery heldInVain(NotificationEvent event) {
        return switch (event.getBody()) {
            case MessageSuppressed suppressed ->
                    delivery(
                            event,
                            Purpose.PROMISE_HOLDING,
                            suppressed.getPurpose(),
                            suppressed.getRecipient(),
                            suppressed.getMessageKey(),
                            null);
            case MessageAbandoned abandoned ->
                    delivery(
                            event,
                            Purpose.PROMISE_HOLDING,
                            abandoned.getPurpose(),
                            abandoned.getRecipient(),
                            abandoned.getMessageKey(),
                            null);
            default -> null;
        };
    }

    private static @Nullable Delivery delivery(NotificationEvent event) {
        return switch (event.getBody()) {
            case MessageDelivered delivered ->
                    delivery(
                            event,
                            Purpose.PROMISE_REVISED,
                            delivered.getPurpose(),
                            delivered.getRecipient(),
                            delivered.getMessageKey(),
                            event.getOccurredAt());
            case MessageSuppressed suppressed when isTooLate(suppressed.getReason()) ->
                    delivery(
                            event,
                            Purpose.PROMISE_REVISED,
                            suppressed.getPurpose(),
                            suppressed.getRecipient(),
                            suppressed.getMessageKey(),
                            null);
            case MessageAbandoned abandoned when isTooLate(abandoned.getReason()) ->
                    delivery(
                            event,
                            Purpose.PROMISE_REVISED,
                            abandoned.getPurpose(),
                            abandoned.getRecipient(),
                            abandoned.getMessageKey(),
                            null);
            default -> null;
        };
    }

    /** Nothing but the time forbade it, so it may work later. */
    private static boolean isTooLate(NotSentReason reason) {
        return switch (reason) {
            case TOO_LATE, NO_ALLOWED_TIME, TRIES_EXHAUSTED -> true;
            default -> false;
        };
    }

    private static @Nullable Delivery delivery(
            NotificationEvent event,
            Purpose wanted,
            Purpose purpose,
            String recipient,
            String messageKey,
            @Nullable Instant deliveredAt) {
        Matcher key = KEY.matcher(messageKey);
        return purpose == wanted && key.matches() && key.group(1).equals(purpose.name())
                ? new Delivery(
                        event.getCaseId(),
                        recipient,
                        UUID.fromString(key.group(2)),
                        Integer.parseInt(key.group(3)),
                        Integer.parseInt(key.group(4)),
                        deliveredAt)
                : null;
    }
}
