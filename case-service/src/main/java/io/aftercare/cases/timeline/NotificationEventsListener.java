package io.aftercare.cases.timeline;

import io.aftercare.events.notifications.NotificationEvent;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the facts of notification-service on the timeline. Nothing is judged, so no key is held. */
@Component
class NotificationEventsListener implements Listener<NotificationEvent> {

    private final KeepingTimelines keeping;

    NotificationEventsListener(KeepingTimelines keeping) {
        this.keeping = keeping;
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
        return List.of();
    }

    @Override
    public void on(Batch<NotificationEvent> batch) {
        keeping.addFacts(topic(), batch.stream().map(Received::value).toList());
    }
}
