package io.aftercare.surveys.survey;

import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Customers who say in time that it is not solved: nobody asks them for an opinion then. */
@Component
class FollowupEventsListener implements Listener<FollowupEvent> {

    private final FollowingCases following;

    FollowupEventsListener(FollowingCases following) {
        this.following = following;
    }

    @Override
    public String topic() {
        return Topics.FOLLOWUP_EVENTS;
    }

    @Override
    public Class<FollowupEvent> type() {
        return FollowupEvent.class;
    }

    @Override
    public Collection<String> keys(Received<FollowupEvent> received) {
        return ends(received.value())
                ? List.of(Keys.ofCase(received.value().getCaseId()))
                : List.of();
    }

    @Override
    public void on(Batch<FollowupEvent> batch) {
        List<FollowupEvent> ends =
                batch.stream().map(Received::value).filter(FollowupEventsListener::ends).toList();
        following.follow(
                ends.stream().map(FollowupEvent::getCaseId).distinct().toList(),
                List.of(),
                heard -> batch.forEach(received -> tell(heard, received.value())));
    }

    private static void tell(FollowingCases.Heard heard, FollowupEvent event) {
        if (ends(event)) {
            heard.ended(event.getCaseId(), event.getCycle(), Survey.Reason.NOT_SOLVED);
        }
    }

    private static boolean ends(FollowupEvent event) {
        return event.getBody() instanceof ContactAnswered answered
                && answered.getAnswer() == Answer.NOT_SOLVED
                && !answered.getLate();
    }
}
