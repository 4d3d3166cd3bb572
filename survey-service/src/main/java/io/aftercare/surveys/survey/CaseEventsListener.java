package io.aftercare.surveys.survey;

import io.aftercare.events.cases.CaseChanged;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.Handling;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Resolutions and reopenings, and how cases are to be handled. Imported resolutions are history:
 * nobody is asked about them.
 */
@Component
class CaseEventsListener implements Listener<CaseEvent> {

    private final FollowingCases following;
    private final LearningCases learning;

    CaseEventsListener(FollowingCases following, LearningCases learning) {
        this.following = following;
        this.learning = learning;
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
        return fact(received) == null && known(received) == null
                ? List.of()
                : List.of(Keys.ofCase(received.value().getCaseId()));
    }

    @Override
    public void on(Batch<CaseEvent> batch) {
        learning.learn(batch.map(CaseEventsListener::known));
        following.follow(batch.map(CaseEventsListener::fact));
    }

    /** A case that was opened as most are need not be known before it is resolved. */
    private static @Nullable KnownCase known(Received<CaseEvent> received) {
        CaseEvent event = received.value();
        return switch (event.getBody()) {
            case CaseOpened opened when opened.getHandling() != Handling.NORMAL ->
                    known(event, opened.getSource(), opened.getHandling());
            case CaseChanged changed -> known(event, null, changed.getHandling());
            case CaseResolved resolved when !event.getImported() ->
                    known(event, resolved.getSource(), resolved.getHandling());
            default -> null;
        };
    }

    private static KnownCase known(CaseEvent event, @Nullable String source, Handling handling) {
        return new KnownCase(event.getCaseId(), source, handling.name(), event.getSequence());
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
                            resolved.getOutcome().name(),
                            resolved.getKind().name(),
                            resolved.getAboutFollowUp());
            case CaseReopened _ ->
                    new CycleFact.Ended(
                            event.getCaseId(), event.getCycle(), Survey.Reason.REOPENED);
            default -> null;
        };
    }
}
