package io.aftercare.cases.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.cases.lifecycle.Verdict.Result;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Broken;
import io.aftercare.messaging.web.Refusal;
import io.aftercare.messaging.wire.Trace;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes reports by REST, and shows publishers what was refused. */
@RestController
class ReportController {

    private final TakingReports taking;
    private final Reports reports;
    private final Refusals refusals;
    private final Transactions transactions;
    private final Clock clock;

    ReportController(
            TakingReports taking,
            Reports reports,
            Refusals refusals,
            Transactions transactions,
            Clock clock) {
        this.taking = taking;
        this.reports = reports;
        this.refusals = refusals;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param note why nothing changed, if nothing did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(UUID caseId, Result result, @Nullable String note) {}

    private record Outcome(boolean first, Recorded recorded) {}

    /**
     * @param more true if there are older ones
     */
    record Page(List<Recorded> refusals, boolean more) {}

    /**
     * 201 when first recorded, 200 when it was before, 202 as long as it waits for its case; a
     * refusal is recorded too, and a 400, or a 409 if what became of the case forbids it.
     */
    @PostMapping("/reports")
    @PreAuthorize("hasRole('PUBLISHER')")
    ResponseEntity<Answer> report(@Valid @RequestBody ReportRequest request) {
        Report report = request.report();
        Incoming incoming = new Incoming(report, null, Trace.current());
        Outcome outcome =
                transactions.holding(
                        Incoming.locks(report),
                        () ->
                                new Outcome(
                                        taking.take(List.of(incoming)) > 0,
                                        reports.get(incoming.id())));
        if (!isOf(report, outcome.recorded)) {
            throw new Refusal(
                    HttpStatus.CONFLICT, "reportId", "must be new: it was used for another report");
        }
        if (outcome.recorded.result() == Result.REFUSED) {
            throw refusal(incoming, outcome.recorded);
        }
        return answer(outcome.recorded, outcome.first ? HttpStatus.CREATED : HttpStatus.OK);
    }

    /** What is recorded is the first rule that it broke; the others are told along with it. */
    private Refusal refusal(Incoming incoming, Recorded recorded) {
        Broken first =
                new Broken(
                        Objects.requireNonNull(recorded.field()),
                        Objects.requireNonNull(recorded.rule()));
        if (Verdict.isOfTheState(recorded.rule())) {
            return new Refusal(HttpStatus.CONFLICT, List.of(first));
        }
        List<Broken> all =
                ReportLimits.allBroken(incoming, clock.instant()).stream()
                        .map(
                                it ->
                                        new Broken(
                                                String.valueOf(it.field()),
                                                String.valueOf(it.rule())))
                        .toList();
        return new Refusal(HttpStatus.BAD_REQUEST, all.contains(first) ? all : List.of(first));
    }

    /** False if the id was used for something else, which the same request again never is. */
    private static boolean isOf(Report report, Recorded recorded) {
        return recorded.caseId().equals(report.caseId())
                && recorded.type().equals(report.body().type());
    }

    private static ResponseEntity<Answer> answer(Recorded recorded, HttpStatus status) {
        return ResponseEntity.status(
                        recorded.result() == Result.WAITING ? HttpStatus.ACCEPTED : status)
                .body(new Answer(recorded.caseId(), recorded.result(), recorded.rule()));
    }

    @GetMapping("/refusals")
    @PreAuthorize("hasAnyRole('PUBLISHER', 'OPERATOR')")
    Page refusals(
            @RequestParam String source,
            @RequestParam(required = false) @Nullable String reportId,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<Recorded> newest = refusals.ofSource(source, reportId, limit + 1);
        boolean more = newest.size() > limit;
        return new Page(more ? newest.subList(0, limit) : newest, more);
    }
}
