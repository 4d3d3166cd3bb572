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

    /**
     * @param more true if there are older ones
     */
    record Page(List<Refusals.Line> refusals, boolean more) {}

    /** The newest first; {@code before} goes on from the last id of the page before. */
    @GetMapping("/refusals")
    @PreAuthorize("hasRole('OPERATOR')")
    Page refusals(
            @RequestParam(defaultValue = END) long before,
            @RequestParam(defaultValue = "100") @Min(1) @Max(500) int limit) {
        List<Refusals.Line> newest = refusals.newest(before, limit + 1);
        boolean more = newest.size() > limit;
        return new Page(more ? newest.subList(0, limit) : newest, more);
    }
}
