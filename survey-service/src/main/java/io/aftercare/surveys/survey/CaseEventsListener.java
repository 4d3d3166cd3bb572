package io.aftercare.surveys.survey;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Resolutions and reopenings. Imported resolutions are history: nobody is asked about them. */
@Component
class CaseEventsListener implements Listener<CaseEvent> {

    private final FollowingCases following;

    CaseEventsListener(FollowingCases following) {
        this.following = following;
    }

    @Override
    public String topic() {
        return Topics.CASE_EVENTS;
    }

    @Override
    public Class<CaseEvent> type() {
        return CaseEvent.class;
    }

    @Override
    public Collection<String> keys(Received<CaseEvent> received) {
        return fact(received) == null
                ? List.of()
                : List.of(Keys.ofCase(received.value().getCaseId()));
    }

    @Override
    public void on(Batch<CaseEvent> batch) {
        following.follow(batch.map(CaseEventsListener::fact));
    }

    private static @Nullable CycleFact fact(Received<CaseEvent> received) {
        CaseEvent event = received.value();
        return switch (event.getBody()) {
            case CaseResolved resolved when !event.getImported() ->
                    new CycleFact.Resolved(
                            event.getCaseId(),
                            event.getCycle(),
                            event.getOccurredAt(),
                            event.getPersonId(),
                            resolved.getOwner(),
                            resolved.getOutcome().name());
            case CaseReopened _ ->
                    new CycleFact.Ended(
                            event.getCaseId(), event.getCycle(), Survey.Reason.REOPENED);
            default -> null;
        };
    }
}
