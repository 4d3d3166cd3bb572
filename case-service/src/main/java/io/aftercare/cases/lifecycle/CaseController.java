package io.aftercare.cases.lifecycle;

import io.aftercare.messaging.web.Refusal;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows a case to staff. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class CaseController {

    private final Dossiers dossiers;

    CaseController(Dossiers dossiers) {
        this.dossiers = dossiers;
    }

    @GetMapping("/cases/{caseId}")
    Dossiers.Dossier find(@PathVariable UUID caseId) {
        return dossiers.find(caseId)
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known"));
    }
}
