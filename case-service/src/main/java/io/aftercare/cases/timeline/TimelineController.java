package io.aftercare.cases.timeline;

import io.aftercare.messaging.web.Refusal;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the timeline of a case. */
@RestController
@PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
class TimelineController {

    private final Timelines timelines;

    TimelineController(Timelines timelines) {
        this.timelines = timelines;
    }

    /**
     * @param more true if there are lines after these
     */
    record Page(UUID caseId, List<Timelines.Line> entries, boolean more) {}

    @GetMapping("/cases/{caseId}/timeline")
    Page timeline(
            @PathVariable UUID caseId,
            @RequestParam(defaultValue = "0") @Min(0) @Max(1_000_000) int offset,
            @RequestParam(defaultValue = "200") @Min(1) @Max(500) int limit) {
        List<Timelines.Line> lines = timelines.ofCase(caseId, offset, limit + 1);
        if (lines.isEmpty() && !timelines.knows(caseId)) {
            throw new Refusal(HttpStatus.NOT_FOUND, "caseId", "must be known");
        }
        boolean more = lines.size() > limit;
        return new Page(caseId, more ? lines.subList(0, limit) : lines, more);
    }
}
