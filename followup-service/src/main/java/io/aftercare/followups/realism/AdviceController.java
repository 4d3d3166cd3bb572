package io.aftercare.followups.realism;

import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says which date to promise. */
@RestController
class AdviceController {

    /** As programs of any language read it, too: it stands in what describes this to them. */
    private static final String CODE = "^[^\\x00-\\x1f\\x7f-\\x9f]{0,200}$";

    private static final String CODE_RULE =
            "must have at most 200 characters, none of them a control character";

    private final Experiences experiences;
    private final Clock clock;

    AdviceController(Experiences experiences, Clock clock) {
        this.experiences = experiences;
        this.clock = clock;
    }

    /** The earliest date by which such cases are resolved, but for one in ten. */
    @GetMapping("/promises/advice")
    @PreAuthorize("hasAnyRole('AGENT', 'OPERATOR')")
    Advice advice(
            @RequestParam(required = false) @Pattern(regexp = CODE, message = CODE_RULE)
                    @Nullable String cause,
            @RequestParam(required = false) @Pattern(regexp = CODE, message = CODE_RULE)
                    @Nullable String product) {
        Instant now = clock.instant();
        Matter matter = new Matter(cause, product);
        return experiences.load(List.of(matter), now).advise(matter, now);
    }
}
