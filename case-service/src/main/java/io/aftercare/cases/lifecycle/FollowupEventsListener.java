package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.ReopeningCases.NotSolved;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.events.followups.Answer;
import io.aftercare.events.followups.ContactAnswered;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts the facts of followup-service on the timeline; a timely "not solved" reopens the case. */
@Component
class FollowupEventsListener implements Listener<FollowupEvent> {

    private final ReopeningCases reopening;
    private final KeepingTimelines timelines;

    FollowupEventsListener(ReopeningCases reopening, KeepingTimelines timelines) {
        this.reopening = reopening;
        this.timelines = timelines;
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
        return reopens(received) ? List.of(Case.lock(received.value().getCaseId())) : List.of();
    }

    @Override
    public void on(Batch<FollowupEvent> batch) {
        timelines.addFacts(topic(), batch.stream().map(Received::value).toList());
        reopening.reopen(
                batch.stream()
                        .filter(FollowupEventsListener::reopens)
                        .map(FollowupEventsListener::notSolved)
                        .toList());
    }

    private static boolean reopens(Received<FollowupEvent> received) {
        return received.value().getBody() instanceof ContactAnswered answered
                && answered.getAnswer() == Answer.NOT_SOLVED
                && !answered.getLate();
    }

    private static NotSolved notSolved(Received<FollowupEvent> received) {
        FollowupEvent event = received.value();
        return new NotSolved(
                event.getCaseId(),
                event.getCycle(),
                event.getOccurredAt(),
                event.getImported(),
                received.traceparent());
    }
}
