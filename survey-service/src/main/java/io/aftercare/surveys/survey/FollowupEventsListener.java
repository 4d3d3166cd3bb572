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
import org.jspecify.annotations.Nullable;
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
        return fact(received) == null
                ? List.of()
                : List.of(Keys.ofCase(received.value().getCaseId()));
    }

    @Override
    public void on(Batch<FollowupEvent> batch) {
        following.follow(batch.map(FollowupEventsListener::fact));
    }

    private static @Nullable CycleFact fact(Received<FollowupEvent> received) {
        FollowupEvent event = received.value();
        boolean ends =
                event.getBody() instanceof ContactAnswered answered
                        && answered.getAnswer() == Answer.NOT_SOLVED
                        && !answered.getLate();
        return ends
                ? new CycleFact.Ended(event.getCaseId(), event.getCycle(), Survey.Reason.NOT_SOLVED)
                : null;
    }
}
