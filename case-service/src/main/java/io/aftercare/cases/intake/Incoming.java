package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.Report;
import io.aftercare.messaging.Ids;
import io.aftercare.schemas.Keys;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report as it came in, not judged yet.
 *
 * @param recordKey the key of its record; null if it came by REST
 */
record Incoming(Report report, @Nullable String recordKey, @Nullable String traceparent) {

    /**
     * What its transaction holds: its case and, if it opens one, the person, so that an erasure of
     * that person comes before or after it, not at the same time. Merges of one source come one
     * after the other, else several at once could go round in a circle.
     */
    static List<String> locks(Report report) {
        String theCase = Case.lock(report.caseId());
        return switch (report.body()) {
            case Report.Opened opened
                    when opened.personId() != null && Keys.isId(opened.personId()) ->
                    List.of(theCase, Keys.ofPerson(opened.personId()));
            case Report.Merged merged ->
                    List.of(theCase, Case.lock(merged.into()), "merges:" + Ids.of(report.source()));
            default -> List.of(theCase);
        };
    }

    /** What it is known by while it waits for its case. */
    UUID waitingId() {
        return Ids.of("waiting", report.source(), report.reportId());
    }

    ReportKey id() {
        return ReportKey.of(report.source(), report.reportId());
    }
}
