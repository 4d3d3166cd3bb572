package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Case.Fact;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.TimelineEvents;
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
import io.aftercare.events.cases.CloseReason;
import io.aftercare.events.cases.CorrectedField;
import io.aftercare.events.cases.DueDate;
import io.aftercare.events.cases.DueInstant;
import io.aftercare.events.cases.Handling;
import io.aftercare.events.cases.Initiative;
import io.aftercare.events.cases.Outcome;
import io.aftercare.events.cases.Priority;
import io.aftercare.events.cases.PromiseKind;
import io.aftercare.events.cases.Remedy;
import io.aftercare.events.cases.ReopenReason;
import io.aftercare.events.cases.ReportRefused;
import io.aftercare.events.cases.RevisionReason;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the facts of cases to the outbox. */
@Component
public class CaseEvents {

    private final Outbox outbox;

    CaseEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * @return the fact as a line of the timeline, to be added in the same transaction
     */
    public Entry publish(Case about, Instant occurredAt, boolean imported, Fact fact) {
        CaseEvent event =
                outbox.fact(
                        Topics.CASE_EVENTS,
                        Case.lock(about.id()),
                        about.id().toString(),
                        occurredAt,
                        stamp ->
                                new CaseEvent(
                                        stamp.eventId(),
                                        about.id(),
                                        about.personId(),
                                        about.cycle(),
                                        stamp.sequence(),
                                        occurredAt,
                                        stamp.recordedAt(),
                                        imported,
                                        body(about, fact)));
        return TimelineEvents.entry(Topics.CASE_EVENTS, event);
    }

    /**
     * A report that was refused: whose it is and what was wrong with it, in words that repeat
     * nothing of it.
     *
     * @param type of the report, as {@code Resolved}
     */
    public record Refused(
            UUID caseId,
            String source,
            String reportId,
            String type,
            Instant occurredAt,
            boolean imported,
            String field,
            String rule) {}

    /**
     * @param about the case, if it is known
     * @return the fact as a line of the timeline, to be added in the same transaction
     */
    public Entry publish(Refused refused, @Nullable Case about) {
        CaseEvent event =
                outbox.fact(
                        Topics.CASE_EVENTS,
                        Case.lock(refused.caseId()),
                        refused.caseId().toString(),
                        refused.occurredAt(),
                        stamp ->
                                new CaseEvent(
                                        stamp.eventId(),
                                        refused.caseId(),
                                        about == null ? null : about.personId(),
                                        about == null ? 0 : about.cycle(),
                                        stamp.sequence(),
                                        refused.occurredAt(),
                                        stamp.recordedAt(),
                                        refused.imported(),
                                        new ReportRefused(
                                                refused.source(),
                                                refused.reportId(),
                                                refused.type(),
                                                refused.field(),
                                                refused.rule())));
        return TimelineEvents.entry(Topics.CASE_EVENTS, event);
    }

    private static SpecificRecord body(Case about, Fact fact) {
        return switch (fact) {
            case Fact.Opened opened -> opened(about.identity(), opened);
            case Fact.Assigned assigned ->
                    new CaseAssigned(assigned.assignment().owner(), assigned.assignment().team());
            case Fact.Resolved resolved -> resolved(about.identity(), resolved);
            case Fact.Reopened reopened ->
                    new CaseReopened(ReopenReason.valueOf(reopened.reason().name()));
            case Fact.Promised promised ->
                    new CasePromised(
                            promised.promiseId(),
                            PromiseKind.valueOf(promised.kind().name()),
                            due(promised.due()),
                            promised.owner());
            case Fact.PromiseRevised revised -> revised(revised);
            case Fact.PromiseKept kept -> new CasePromiseKept(kept.promiseId());
            case Fact.PromiseWithdrawn withdrawn ->
                    new CasePromiseWithdrawn(withdrawn.promiseId(), withdrawn.consent());
            case Fact.Changed changed -> changed(changed.matter());
            case Fact.Closed closed -> new CaseClosed(CloseReason.valueOf(closed.reason().name()));
            case Fact.Merged merged -> new CaseMerged(merged.into());
            case Fact.Corrected(var field, var before, var code) ->
                    new CaseCorrected(CorrectedField.valueOf(field.name()), before, code);
        };
    }

    private static CaseOpened opened(Case.Identity identity, Fact.Opened opened) {
        return new CaseOpened(
                identity.source(),
                identity.sourceCaseId(),
                CaseKind.valueOf(opened.matter().kind().name()),
                opened.matter().cause(),
                opened.matter().product(),
                Priority.valueOf(opened.matter().priority().name()),
                opened.assignment().owner(),
                opened.assignment().team(),
                identity.linkedTo(),
                Handling.valueOf(opened.matter().handling().name()),
                identity.aboutFollowUp());
    }

    private static CaseResolved resolved(Case.Identity identity, Fact.Resolved resolved) {
        return new CaseResolved(
                Outcome.valueOf(resolved.outcome().name()),
                Remedy.valueOf(resolved.remedy().name()),
                CaseKind.valueOf(resolved.matter().kind().name()),
                resolved.matter().cause(),
                resolved.matter().product(),
                Priority.valueOf(resolved.matter().priority().name()),
                resolved.assignment().owner(),
                resolved.assignment().team(),
                Handling.valueOf(resolved.matter().handling().name()),
                identity.aboutFollowUp(),
                identity.source());
    }

    private static CasePromiseRevised revised(Fact.PromiseRevised revised) {
        return new CasePromiseRevised(
                revised.promiseId(),
                due(revised.due()),
                RevisionReason.valueOf(revised.reason().name()),
                Initiative.valueOf(revised.initiative().name()),
                revised.toldAt());
    }

    private static CaseChanged changed(Matter matter) {
        return new CaseChanged(
                CaseKind.valueOf(matter.kind().name()),
                matter.cause(),
                matter.product(),
                Priority.valueOf(matter.priority().name()),
                Handling.valueOf(matter.handling().name()));
    }

    private static SpecificRecord due(Due due) {
        return switch (due) {
            case Due.Day(var day) -> new DueDate(day);
            case Due.At(var at) -> new DueInstant(at);
        };
    }
}
