package io.aftercare.surveys.survey;

import io.aftercare.events.notifications.MessageAbandoned;
import io.aftercare.events.notifications.MessageDelivered;
import io.aftercare.events.notifications.MessageSuppressed;
import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.events.notifications.Purpose;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** What became of the invitations. */
@Component
class NotificationEventsListener implements Listener<NotificationEvent> {

    private final FollowingCases following;

    NotificationEventsListener(FollowingCases following) {
        this.following = following;
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
        return isOurs(received.value())
                ? List.of(Keys.ofCase(received.value().getCaseId()))
                : List.of();
    }

    @Override
    public void on(Batch<NotificationEvent> batch) {
        List<NotificationEvent> ours =
                batch.stream()
                        .map(Received::value)
                        .filter(NotificationEventsListener::isOurs)
                        .toList();
        following.follow(
                ours.stream().map(NotificationEvent::getCaseId).distinct().toList(),
                List.of(),
                heard -> batch.forEach(received -> tell(heard, received.value())));
    }

    private static boolean isOurs(NotificationEvent event) {
        return switch (event.getBody()) {
            case MessageDelivered delivered -> delivered.getPurpose() == Purpose.SURVEY;
            case MessageSuppressed suppressed -> suppressed.getPurpose() == Purpose.SURVEY;
            case MessageAbandoned abandoned -> abandoned.getPurpose() == Purpose.SURVEY;
            default -> false;
        };
    }

    private static void tell(FollowingCases.Heard heard, NotificationEvent event) {
        if (!isOurs(event)) {
            return;
        }
        switch (event.getBody()) {
            case MessageDelivered _ ->
                    heard.delivered(event.getCaseId(), event.getCycle(), event.getOccurredAt());
            case MessageSuppressed suppressed ->
                    heard.notDelivered(
                            event.getCaseId(), event.getCycle(), suppressed.getReason().name());
            case MessageAbandoned abandoned ->
                    heard.notDelivered(
                            event.getCaseId(), event.getCycle(), abandoned.getReason().name());
            default -> {}
        }
    }
}
