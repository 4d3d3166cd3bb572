package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.intake.Assigned;
import io.aftercare.intake.CaseKind;
import io.aftercare.intake.CaseReport;
import io.aftercare.intake.Changed;
import io.aftercare.intake.Closed;
import io.aftercare.intake.DueDate;
import io.aftercare.intake.DueInstant;
import io.aftercare.intake.Handling;
import io.aftercare.intake.Merged;
import io.aftercare.intake.Opened;
import io.aftercare.intake.Priority;
import io.aftercare.intake.PromiseKept;
import io.aftercare.intake.PromiseRevised;
import io.aftercare.intake.PromiseWithdrawn;
import io.aftercare.intake.Promised;
import io.aftercare.intake.Reopened;
import io.aftercare.intake.Resolved;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.inbox.Batch;
import io.aftercare.messaging.inbox.Listener;
import io.aftercare.messaging.inbox.Received;
import io.aftercare.schemas.Topics;
import java.util.Collection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes the reports that other systems publish. */
@Component
class CaseIntakeListener implements Listener<CaseReport> {

    private final TakingReports taking;

    CaseIntakeListener(TakingReports taking) {
        this.taking = taking;
    }

    @Override
    public String topic() {
        return Topics.CASE_INTAKE;
    }

    @Override
    public Class<CaseReport> type() {
        return CaseReport.class;
    }

    @Override
    public Collection<String> keys(Received<CaseReport> received) {
        return Incoming.locks(report(received.value()));
    }

    @Override
    public void on(Batch<CaseReport> batch) {
        taking.take(
                batch.stream()
                        .map(
                                received ->
                                        new Incoming(
                                                report(received.value()),
                                                received.key(),
                                                received.traceparent()))
                        .toList());
    }

    private static Report report(CaseReport record) {
        UUID caseId = Ids.of(record.getSource(), record.getSourceCaseId());
        return new Report(
                caseId,
                record.getSource(),
                record.getReportId(),
                record.getSourceCaseId(),
                record.getOccurredAt(),
                record.getImported(),
                body(record, caseId));
    }

    private static Report.Body body(CaseReport record, UUID caseId) {
        return switch (record.getBody()) {
            case Opened opened -> opened(opened);
            case Assigned assigned -> new Report.Assigned(assigned.getOwner(), assigned.getTeam());
            case Promised promised ->
                    new Report.Promised(
                            Ids.of(caseId, promised.getPromiseRef()),
                            promised.getPromiseRef(),
                            Report.PromiseKind.valueOf(promised.getKind().name()),
                            due(promised.getDue()),
                            promised.getOwner());
            case Changed changed -> changed(changed);
            case PromiseRevised revised ->
                    new Report.PromiseRevised(
                            Ids.of(caseId, revised.getPromiseRef()),
                            revised.getPromiseRef(),
                            due(revised.getDue()),
                            Report.RevisionReason.valueOf(revised.getReason().name()),
                            Report.Initiative.valueOf(revised.getInitiative().name()),
                            revised.getToldAt());
            case PromiseKept kept ->
                    new Report.PromiseKept(
                            Ids.of(caseId, kept.getPromiseRef()), kept.getPromiseRef());
            case Resolved resolved ->
                    new Report.Resolved(
                            Report.Outcome.valueOf(resolved.getOutcome().name()),
                            Report.Remedy.valueOf(resolved.getRemedy().name()),
                            resolved.getSummary());
            case Reopened reopened -> new Report.Reopened(reopened.getReason());
            case PromiseWithdrawn withdrawn ->
                    new Report.PromiseWithdrawn(
                            Ids.of(caseId, withdrawn.getPromiseRef()),
                            withdrawn.getPromiseRef(),
                            withdrawn.getConsent());
            case Closed _ -> new Report.Closed();
            case Merged merged ->
                    new Report.Merged(
                            Ids.of(record.getSource(), merged.getInto()), merged.getInto());
            case Object other ->
                    throw new IllegalArgumentException("a body of " + other.getClass());
        };
    }

    private static Report.Opened opened(Opened opened) {
        return new Report.Opened(
                opened.getPersonId(),
                new Report.Matter(
                        Report.Kind.valueOf(opened.getKind().name()),
                        opened.getCause(),
                        opened.getProduct(),
                        Report.Priority.valueOf(opened.getPriority().name()),
                        Report.Handling.valueOf(opened.getHandling().name())),
                opened.getOwner(),
                opened.getTeam(),
                opened.getSubject(),
                opened.getWish(),
                opened.getAboutFollowUp());
    }

    private static Report.Changed changed(Changed changed) {
        CaseKind kind = changed.getKind();
        Priority priority = changed.getPriority();
        Handling handling = changed.getHandling();
        return new Report.Changed(
                kind == null ? null : Report.Kind.valueOf(kind.name()),
                changed.getCause(),
                changed.getProduct(),
                priority == null ? null : Report.Priority.valueOf(priority.name()),
                handling == null ? null : Report.Handling.valueOf(handling.name()));
    }

    private static @Nullable Due due(@Nullable Object due) {
        return switch (due) {
            case null -> null;
            case DueDate date -> new Due.Day(date.getDay());
            case DueInstant instant -> new Due.At(instant.getAt());
            default -> throw new IllegalArgumentException("a due of " + due.getClass());
        };
    }
}
