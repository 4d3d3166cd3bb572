package io.aftercare.followups;

import io.aftercare.events.cases.CaseAssigned;
import io.aftercare.events.cases.CaseChanged;
import io.aftercare.events.cases.CaseClosed;
import io.aftercare.events.cases.CaseCorrected;
import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.CaseKind;
import io.aftercare.events.cases.CaseMerged;
import io.aftercare.events.cases.CaseOpened;
import io.aftercare.events.cases.CasePromiseKept;
import io.aftercare.events.cases.CasePromiseRevised;
import io.aftercare.events.cases.CasePromiseWithdrawn;
import io.aftercare.events.cases.CasePromised;
import io.aftercare.events.cases.CaseReopened;
import io.aftercare.events.cases.CaseResolved;
import io.aftercare.events.cases.DueDate;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.followups.contact.PlanningContacts;
import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.LearningCases;
import io.aftercare.followups.lists.FollowingOwners;
import io.aftercare.followups.promise.ApplyingReports;
import io.aftercare.followups.promise.CountingAnew;
import io.aftercare.followups.promise.MovingPromises;
import io.aftercare.followups.promise.NotingResolutions;
import io.aftercare.followups.promise.RecordingPromises;
import io.aftercare.followups.promise.ReplanningPromises;
import io.aftercare.followups.realism.LearningHistory;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hears what happens to cases. */
@Component
class CaseEventsListener implements Listener<CaseEvent> {

    private final LearningCases learning;
    private final PlanningContacts planning;
    private final NotingResolutions noting;
    private final RecordingPromises recording;
    private final ApplyingReports applying;
    private final ReplanningPromises replanning;
    private final CountingAnew counting;
    private final FollowingOwners following;
    private final MovingPromises moving;
    private final LearningHistory history;

    CaseEventsListener(
            LearningCases learning,
            PlanningContacts planning,
            NotingResolutions noting,
            RecordingPromises recording,
            ApplyingReports applying,
            ReplanningPromises replanning,
            CountingAnew counting,
            FollowingOwners following,
            MovingPromises moving,
            LearningHistory history) {
        this.learning = learning;
        this.planning = planning;
        this.noting = noting;
        this.recording = recording;
        this.applying = applying;
        this.replanning = replanning;
        this.counting = counting;
        this.following = following;
        this.moving = moving;
        this.history = history;
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
                switch (event.getBody()) {
                    case CaseResolved _, CasePromised _, CasePromiseRevised _ -> true;
                    default -> false;
                };
        return aboutPerson && personId != null
                ? List.of(caseKey, Keys.ofPerson(personId))
                : List.of(caseKey);
    }

    /**
     * The order is a rule. Planning and recording look at cases as they were before the batch and
     * go along with it, fact by fact, so learning comes last: else what they decide would depend on
     * where a poll was cut. Promises are recorded before anything changes them, and resolutions are
     * noted before that, so that a promise heard of late meets the resolution that keeps it. What
     * is planned for the promises of a case in other hands is planned anew after all of that, and
     * promises are counted anew as they stand then. Promises of cases that were merged into one of
     * these follow by a timer, which holds those cases, too. The histogram is changed last, as it
     * locks rows that other batches need, too.
     */
    @Override
    public void on(Batch<CaseEvent> batch) {
        List<CaseFact> facts = batch.map(received -> fact(received.value()));
        planning.on(facts);
        noting.on(facts);
        recording.on(facts);
        applying.on(facts);
        learning.on(facts);
        replanning.on(facts);
        counting.on(facts);
        following.on(facts);
        moving.on(facts);
        history.on(facts);
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
                about(event.getBody()),
                body(event.getBody()));
    }

    private static CaseFact.Body body(Object body) {
        return switch (body) {
            case CaseOpened opened ->
                    new CaseFact.Opened(
                            opened.getOwner(),
                            opened.getTeam(),
                            opened.getSource() + " " + opened.getSourceCaseId(),
                            opened.getSource(),
                            opened.getHandling().name());
            case CaseChanged changed -> new CaseFact.Changed(changed.getHandling().name());
            case CaseAssigned assigned ->
                    new CaseFact.Assigned(assigned.getOwner(), assigned.getTeam());
            case CaseResolved resolved -> resolved(resolved);
            case CaseReopened reopened ->
                    new CaseFact.Reopened(reopened.getReason() == ReopenReason.NOT_SOLVED);
            case CasePromised promised -> promised(promised);
            case CasePromiseRevised revised -> revised(revised);
            case CasePromiseWithdrawn withdrawn ->
                    new CaseFact.PromiseWithdrawn(withdrawn.getPromiseId(), withdrawn.getConsent());
            case CasePromiseKept kept -> new CaseFact.PromiseKept(kept.getPromiseId());
            case CaseCorrected corrected ->
                    new CaseFact.Corrected(
                            corrected.getField().name(),
                            corrected.getBefore(),
                            corrected.getCode());
            case CaseClosed _ -> new CaseFact.Closed();
            case CaseMerged merged -> new CaseFact.Merged(merged.getInto());
            default -> new CaseFact.Other();
        };
    }

    private static CaseFact.@Nullable About about(Object body) {
        return switch (body) {
            case CaseOpened it -> about(it.getKind(), it.getCause(), it.getProduct());
            case CaseChanged it -> about(it.getKind(), it.getCause(), it.getProduct());
            case CaseResolved it -> about(it.getKind(), it.getCause(), it.getProduct());
            default -> null;
        };
    }

    private static CaseFact.About about(
            CaseKind kind, @Nullable String cause, @Nullable String product) {
        return new CaseFact.About(kind.name(), cause, product);
    }

    private static CaseFact.Resolved resolved(CaseResolved resolved) {
        return new CaseFact.Resolved(
                resolved.getOutcome().name(),
                resolved.getKind().name(),
                resolved.getOwner(),
                resolved.getTeam(),
                resolved.getAboutFollowUp(),
                resolved.getHandling().name(),
                resolved.getSource());
    }

    private static CaseFact.Promised promised(CasePromised promised) {
        return new CaseFact.Promised(
                promised.getPromiseId(),
                promised.getKind().name(),
                day(promised.getDue()),
                moment(promised.getDue()),
                promised.getOwner());
    }

    private static CaseFact.PromiseRevised revised(CasePromiseRevised revised) {
        return new CaseFact.PromiseRevised(
                revised.getPromiseId(),
                day(revised.getDue()),
                moment(revised.getDue()),
                revised.getReason().name(),
                revised.getInitiative().name(),
                revised.getToldAt());
    }

    private static @Nullable LocalDate day(Object due) {
        return due instanceof DueDate date ? date.getDay() : null;
    }

    private static @Nullable Instant moment(Object due) {
        return due instanceof DueInstant instant ? instant.getAt() : null;
    }
}
