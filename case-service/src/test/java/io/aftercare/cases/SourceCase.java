package io.aftercare.cases;

import io.aftercare.events.cases.CaseEvent;
import io.aftercare.events.cases.ReportRefused;
import io.aftercare.intake.Assigned;
import io.aftercare.intake.CaseKind;
import io.aftercare.intake.CaseReport;
import io.aftercare.intake.Changed;
import io.aftercare.intake.DueInstant;
import io.aftercare.intake.Handling;
import io.aftercare.intake.Initiative;
import io.aftercare.intake.Merged;
import io.aftercare.intake.Opened;
import io.aftercare.intake.Outcome;
import io.aftercare.intake.Priority;
import io.aftercare.intake.PromiseKept;
import io.aftercare.intake.PromiseKind;
import io.aftercare.intake.PromiseRevised;
import io.aftercare.intake.PromiseWithdrawn;
import io.aftercare.intake.Promised;
import io.aftercare.intake.Remedy;
import io.aftercare.intake.Reopened;
import io.aftercare.intake.Resolved;
import io.aftercare.intake.RevisionReason;
import io.aftercare.messaging.Ids;
import io.aftercare.messaging.test.SentTopic;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** A case of its own in an outside system, and the reports that system would publish about it. */
public record SourceCase(String source, String id) {

    public static SourceCase aNewOne() {
        return new SourceCase("crm", "case " + UUID.randomUUID());
    }

    public UUID caseId() {
        return Ids.of(source, id);
    }

    public CaseReport report(String reportId, Instant at, Object body) {
        return new CaseReport(source, id + " " + reportId, id, at, false, body);
    }

    public String reportId(String reportId) {
        return id + " " + reportId;
    }

    public static Opened opened(@Nullable String personId) {
        return opened(personId, null, null);
    }

    public static Opened opened(
            @Nullable String personId, @Nullable String subject, @Nullable String wish) {
        return new Opened(
                personId,
                CaseKind.FAULT,
                "line",
                "fibre",
                Priority.HIGH,
                "kari",
                "support",
                subject,
                wish,
                Handling.NORMAL,
                false);
    }

    public static Assigned assigned(String owner) {
        return new Assigned(owner, "support");
    }

    public static Promised promised(String ref, @Nullable Instant due) {
        return new Promised(ref, PromiseKind.OTHER, due == null ? null : new DueInstant(due), null);
    }

    public static Promised promised(String ref, PromiseKind kind, Instant due) {
        return new Promised(ref, kind, new DueInstant(due), null);
    }

    public static PromiseRevised revised(String ref, Instant due) {
        return new PromiseRevised(
                ref, new DueInstant(due), RevisionReason.PARTS_MISSING, Initiative.US, null);
    }

    public static PromiseWithdrawn withdrawn(String ref) {
        return new PromiseWithdrawn(ref, true);
    }

    public static Changed changed(String cause) {
        return new Changed(null, cause, null, null, null);
    }

    public static Merged mergedInto(SourceCase other) {
        return new Merged(other.id);
    }

    public static PromiseKept kept(String ref) {
        return new PromiseKept(ref);
    }

    public static Resolved resolved() {
        return resolved(null);
    }

    public static Resolved resolved(@Nullable String summary) {
        return new Resolved(Outcome.SOLVED, Remedy.REPAIR, summary);
    }

    public static Reopened reopened() {
        return new Reopened("called again");
    }

    /** The types of this case's facts so far, refusals apart. */
    public List<String> facts(SentTopic<CaseEvent> topic) {
        return topic.values(caseId().toString()).stream()
                .filter(event -> !(event.getBody() instanceof ReportRefused))
                .map(event -> ((SpecificRecord) event.getBody()).getSchema().getName())
                .toList();
    }

    /** What was refused of this case's reports so far. */
    public List<ReportRefused> refusals(SentTopic<CaseEvent> topic) {
        return topic.values(caseId().toString()).stream()
                .map(CaseEvent::getBody)
                .filter(ReportRefused.class::isInstance)
                .map(ReportRefused.class::cast)
                .toList();
    }
}
