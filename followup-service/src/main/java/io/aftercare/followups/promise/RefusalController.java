package io.aftercare.followups.promise;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was refused, for operators. */
@RestController
class RefusalController {

    private static final String END = "" + Long.MAX_VALUE;

    private final Refusals refusals;

    RefusalController(Refusals refusals) {
        this.refusals = refusals;
    }

    /** The newest first; {@code before} goes on from the last id of the page before. */
    @GetMapping("/refusals")
    @PreAuthorize("hasRole('OPERATOR')")
    List<Refusals.Line> refusals(
            @RequestParam(defaultValue = END) long before,
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit) {
        return refusals.newest(before, limit);
    }
}
