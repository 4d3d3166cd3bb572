package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.CaseFact.Resolved;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes when cases are resolved and taken up again, for promises heard of before or after. */
@Component
public class NotingResolutions {

    private final Resolutions resolutions;

    NotingResolutions(Resolutions resolutions) {
        this.resolutions = resolutions;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Map<Cycle, Resolution> heard = new LinkedHashMap<>();
        for (CaseFact fact : facts) {
            Resolution resolution = resolution(fact);
            if (resolution != null) {
                heard.merge(new Cycle(fact.caseId(), fact.cycle()), resolution, Resolution::and);
            }
        }
        resolutions.add(heard.values());
    }

    private static @Nullable Resolution resolution(CaseFact fact) {
        return switch (fact.body()) {
            case Resolved _ ->
                    new Resolution(
                            fact.caseId(),
                            fact.cycle(),
                            fact.occurredAt(),
                            fact.recordedAt(),
                            null,
                            false);
            case Reopened(boolean notSolved) ->
                    new Resolution(
                            fact.caseId(), fact.cycle(), null, null, fact.occurredAt(), notSolved);
            default -> null;
        };
    }

    private record Cycle(UUID caseId, int cycle) {}
}
