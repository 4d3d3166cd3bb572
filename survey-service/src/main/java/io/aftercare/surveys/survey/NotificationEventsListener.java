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
import org.jspecify.annotations.Nullable;
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
        return fact(received) == null
                ? List.of()
                : List.of(Keys.ofCase(received.value().getCaseId()));
    }

    @Override
    public void on(Batch<NotificationEvent> batch) {
        following.follow(batch.map(NotificationEventsListener::fact));
    }

    private static @Nullable CycleFact fact(Received<NotificationEvent> received) {
        NotificationEvent event = received.value();
        return switch (event.getBody()) {
            case MessageDelivered delivered when delivered.getPurpose() == Purpose.SURVEY ->
                    new CycleFact.Delivered(
                            event.getCaseId(), event.getCycle(), event.getOccurredAt());
            case MessageSuppressed suppressed when suppressed.getPurpose() == Purpose.SURVEY ->
                    new CycleFact.NotDelivered(
                            event.getCaseId(), event.getCycle(), suppressed.getReason().name());
            case MessageAbandoned abandoned when abandoned.getPurpose() == Purpose.SURVEY ->
                    new CycleFact.NotDelivered(
                            event.getCaseId(), event.getCycle(), abandoned.getReason().name());
            default -> null;
        };
    }
}
