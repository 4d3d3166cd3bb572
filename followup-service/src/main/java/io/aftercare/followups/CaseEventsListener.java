package io.aftercare.followups;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromiseKept;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.DueDate;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.followups.contact.PlanningContacts;
import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.LearningCases;
import io.aftercare.followups.promise.KeepingPromises;
import io.aftercare.followups.promise.NotingResolutions;
import io.aftercare.followups.promise.RecordingPromises;
import io.aftercare.followups.promise.ResolvingPromises;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** Hears what happens to cases. */
@Component
class CaseEventsListener implements Listener<CaseEvent> {

    private final LearningCases learning;
    private final PlanningContacts planning;
    private final NotingResolutions noting;
    private final RecordingPromises recording;
    private final ResolvingPromises resolving;
    private final KeepingPromises keeping;

    CaseEventsListener(
            LearningCases learning,
            PlanningContacts planning,
            NotingResolutions noting,
            RecordingPromises recording,
            ResolvingPromises resolving,
            KeepingPromises keeping) {
        this.learning = learning;
        this.planning = planning;
        this.noting = noting;
        this.recording = recording;
        this.resolving = resolving;
        this.keeping = keeping;
    }

    @Override
    public String topic() {
        return Topics.CASE_EVENTS;
    }

    @Override
    public Class<CaseEvent> type() {
        return CaseEvent.class;
    }

    /** A resolution also judges whether the person was erased, a promise where they live. */
    @Override
    public Collection<String> keys(Received<CaseEvent> received) {
        CaseEvent event = received.value();
        String caseKey = Keys.ofCase(event.getCaseId());
        String personId = event.getPersonId();
        boolean aboutPerson =
                event.getBody() instanceof CaseResolved || event.getBody() instanceof CasePromised;
        return aboutPerson && personId != null
                ? List.of(caseKey, Keys.ofPerson(personId))
                : List.of(caseKey);
    }

    /**
     * The order is a rule. Planning and recording look at cases as they were before the batch and
     * go along with it, fact by fact, so learning comes last: else what they decide would depend on
     * where a poll was cut. Promises are recorded before anything keeps them, and resolutions are
     * noted before that, so that a promise heard of late meets the resolution that keeps it.
     */
    @Override
    public void on(Batch<CaseEvent> batch) {
        List<CaseFact> facts = batch.map(received -> fact(received.value()));
        planning.on(facts);
        noting.on(facts);
        recording.on(facts);
        resolving.on(facts);
        keeping.on(facts);
        learning.on(facts);
    }

    private static CaseFact fact(CaseEvent event) {
        return new CaseFact(
                event.getCaseId(),
                event.getPersonId(),
                event.getCycle(),
                event.getSequence(),
                event.getOccurredAt(),
                event.getRecordedAt(),
                event.getImported(),
                body(event.getBody()));
    }

    private static CaseFact.Body body(Object body) {
        return switch (body) {
            case CaseOpened opened -> new CaseFact.Opened(opened.getOwner());
            case CaseAssigned assigned -> new CaseFact.Assigned(assigned.getOwner());
            case CaseResolved resolved ->
                    new CaseFact.Resolved(resolved.getOutcome().name(), resolved.getOwner());
            case CaseReopened _ -> new CaseFact.Reopened();
            case CasePromised promised -> promised(promised);
            case CasePromiseKept kept -> new CaseFact.PromiseKept(kept.getPromiseId());
            default -> new CaseFact.Other();
        };
    }

    private static CaseFact.Promised promised(CasePromised promised) {
        return new CaseFact.Promised(
                promised.getPromiseId(),
                promised.getKind().name(),
                promised.getDue() instanceof DueDate date ? date.getDay() : null,
                promised.getDue() instanceof DueInstant instant ? instant.getAt() : null,
                promised.getOwner());
    }
}
