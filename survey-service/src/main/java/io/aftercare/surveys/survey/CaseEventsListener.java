package io.aftercare.surveys.survey;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import io.aftercare.surveys.survey.FollowingCases.Resolution;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
        return matters(received.value())
                ? List.of(Keys.ofCase(received.value().getCaseId()))
                : List.of();
    }

    @Override
    public void on(Batch<CaseEvent> batch) {
        List<CaseEvent> events =
                batch.stream().map(Received::value).filter(CaseEventsListener::matters).toList();
        following.follow(
                events.stream().map(CaseEvent::getCaseId).distinct().toList(),
                events.stream()
                        .filter(event -> event.getBody() instanceof CaseResolved)
                        .map(CaseEvent::getPersonId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                heard -> batch.forEach(received -> tell(heard, received.value())));
    }

    private static boolean matters(CaseEvent event) {
        return event.getBody() instanceof CaseReopened
                || event.getBody() instanceof CaseResolved && !event.getImported();
    }

    private static void tell(FollowingCases.Heard heard, CaseEvent event) {
        switch (event.getBody()) {
            case CaseResolved resolved when matters(event) ->
                    heard.resolved(
                            event.getCaseId(), event.getCycle(), resolution(event, resolved));
            case CaseReopened _ ->
                    heard.ended(event.getCaseId(), event.getCycle(), Survey.Reason.REOPENED);
            default -> {}
        }
    }

    private static Resolution resolution(CaseEvent event, CaseResolved resolved) {
        return new Resolution(
                event.getOccurredAt(),
                event.getPersonId(),
                resolved.getOwner(),
                resolved.getOutcome().name());
    }
}
