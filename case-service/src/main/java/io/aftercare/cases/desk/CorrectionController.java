package io.aftercare.cases.desk;

import io.aftercare.cases.desk.Corrections.Numbered;
import io.aftercare.cases.intake.TextLimits;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.Correction;
import io.aftercare.cases.lifecycle.Correction.Field;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Broken;
import io.aftercare.messaging.web.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lets a lead correct what was said of a resolution. */
@RestController
class CorrectionController {

    private static final int LONGEST_CODE = 100;
    private static final int LONGEST_REASON = 2_000;

    private final CorrectingCases correcting;
    private final Corrections corrections;
    private final Transactions transactions;

    CorrectionController(
            CorrectingCases correcting, Corrections corrections, Transactions transactions) {
        this.correcting = correcting;
        this.corrections = corrections;
        this.transactions = transactions;
    }

    /**
     * @param value the right code; of kind and outcome one of theirs
     * @param reason why, for people; it stays here
     * @param by the id of the lead
     */
    record NewCorrection(
            @NotNull Field field,
            @NotNull String value,
            @NotNull String reason,
            @NotNull String by) {}

    /**
     * The newest corrections of the case, the oldest of them first.
     *
     * @param more true if there are older ones
     */
    record Corrected(UUID caseId, List<Corrections.Made> corrections, boolean more) {}

    /**
     * @param cursor for the page after this one, null if there is none
     */
    record Page(List<Corrections.Made> corrections, boolean more, @Nullable String cursor) {}

    /** The newest first. */
    @GetMapping("/cases/{caseId}/corrections")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    Page corrections(
            @PathVariable UUID caseId,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<Numbered> found = corrections.newest(caseId, before(cursor), limit + 1);
        boolean more = found.size() > limit;
        List<Numbered> page = more ? found.subList(0, limit) : found;
        return new Page(
                page.stream().map(Numbered::made).toList(),
                more,
                more ? String.valueOf(page.getLast().number()) : null);
    }

    private static long before(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw new Refusal(
                    HttpStatus.BAD_REQUEST, "cursor", "must be one of a page of corrections");
        }
    }

    /** 201 if it was wrong, 200 if it was right already: so a request may be repeated. */
    @PostMapping("/cases/{caseId}/corrections")
    @PreAuthorize("hasRole('LEAD')")
    ResponseEntity<Corrected> correct(
            @PathVariable UUID caseId, @RequestBody @Valid NewCorrection body) {
        check(body);
        Correction correction = new Correction(body.field, body.value);
        CorrectingCases.Outcome outcome =
                transactions.holding(
                        Case.lock(caseId),
                        () -> correcting.correct(caseId, correction, body.reason, body.by));
        HttpStatus status =
                switch (outcome) {
                    case CORRECTED -> HttpStatus.CREATED;
                    case UNCHANGED -> HttpStatus.OK;
                    case NO_SUCH_CASE ->
                            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
                    case NEVER_RESOLVED ->
                            throw new Refusal(
                                    HttpStatus.CONFLICT,
                                    "state",
                                    "must be one of a case that was resolved: an open one is"
                                            + " changed");
                };
        Corrections.Last last = corrections.last(caseId);
        return ResponseEntity.status(status).body(new Corrected(caseId, last.made(), last.more()));
    }

    private static void check(NewCorrection body) {
        Refusal.ifAny(
                broken(
                        switch (body.field) {
                            case KIND -> oneOf(body.value, Kind.values());
                            case OUTCOME -> oneOf(body.value, Outcome.values());
                            case OWNER -> TextLimits.contactId("value", body.value);
                            case CAUSE, PRODUCT -> TextLimits.id("value", body.value, LONGEST_CODE);
                        }),
                broken(
                        body.reason.isBlank()
                                ? Verdict.refused("reason", "must not be blank")
                                : TextLimits.text("reason", body.reason, LONGEST_REASON)),
                broken(TextLimits.contactId("by", body.by)));
    }

    private static @Nullable Verdict oneOf(String value, Enum<?>[] codes) {
        List<String> known =
                Arrays.stream(codes).map(Enum::name).filter(it -> !it.equals("UNKNOWN")).toList();
        return known.contains(value)
                ? null
                : Verdict.refused(
                        "value",
                        known.stream().collect(Collectors.joining(", ", "must be one of ", "")));
    }

    private static @Nullable Broken broken(@Nullable Verdict verdict) {
        return verdict == null || verdict.field() == null || verdict.rule() == null
                ? null
                : new Broken(verdict.field(), verdict.rule());
    }
}
