package io.aftercare.cases.desk;

import io.aftercare.cases.desk.Dossiers.Dossier;
import io.aftercare.cases.intake.TextLimits;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.web.Refusal;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows a case to staff. */
@RestController
class CaseController {

    private static final int LONGEST_WISH = 2_000;

    private final Dossiers dossiers;
    private final Corrections corrections;
    private final NotingWishes noting;
    private final Transactions transactions;

    CaseController(
            Dossiers dossiers,
            Corrections corrections,
            NotingWishes noting,
            Transactions transactions) {
        this.dossiers = dossiers;
        this.corrections = corrections;
        this.noting = noting;
        this.transactions = transactions;
    }

    record Wish(@NotNull String wish) {}

    @GetMapping("/cases/{caseId}")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    Dossier find(@PathVariable UUID caseId) {
        return dossiers.find(caseId, corrections.last(caseId)).orElseThrow(CaseController::unknown);
    }

    /** What the customer wants, in place of what was noted before. */
    @PutMapping("/cases/{caseId}/wish")
    @PreAuthorize("hasRole('AGENT')")
    Dossier wish(@PathVariable UUID caseId, @RequestBody @Valid Wish body) {
        Verdict broken =
                body.wish.isBlank()
                        ? Verdict.refused("wish", "must not be blank")
                        : TextLimits.text("wish", body.wish, LONGEST_WISH);
        if (broken != null && broken.rule() != null) {
            throw new Refusal(HttpStatus.BAD_REQUEST, "wish", broken.rule());
        }
        boolean known =
                transactions.holding(Case.lock(caseId), () -> noting.note(caseId, body.wish));
        if (!known) {
            throw unknown();
        }
        return find(caseId);
    }

    private static Refusal unknown() {
        return new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
    }
}
