package io.aftercare.cases.desk;

import io.aftercare.cases.desk.Corrections.Made;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.CaseEvents;
import io.aftercare.cases.lifecycle.Cases;
import io.aftercare.cases.lifecycle.Correction;
import io.aftercare.cases.timeline.KeepingTimelines;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Corrects what was said of resolutions. The figures follow, as they do any change of a case. */
@Service
class CorrectingCases {

    private final Cases cases;
    private final CaseEvents events;
    private final Corrections corrections;
    private final KeepingTimelines timelines;
    private final Clock clock;

    CorrectingCases(
            Cases cases,
            CaseEvents events,
            Corrections corrections,
            KeepingTimelines timelines,
            Clock clock) {
        this.cases = cases;
        this.events = events;
        this.corrections = corrections;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** What came of it. UNCHANGED: it was so already. */
    enum Outcome {
        CORRECTED,
        UNCHANGED,
        NO_SUCH_CASE,
        NEVER_RESOLVED
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome correct(UUID caseId, Correction correction, String reason, String by) {
        Case about = cases.load(Set.of(caseId), Set.of()).get(caseId);
        if (about == null) {
            return Outcome.NO_SUCH_CASE;
        }
        if (!about.isCorrectable()) {
            return Outcome.NEVER_RESOLVED;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<Case.Fact> facts = about.correct(correction, now);
        if (facts.isEmpty()) {
            return Outcome.UNCHANGED;
        }
        cases.save(List.of(about), List.of());
        timelines.add(facts.stream().map(fact -> events.publish(about, now, false, fact)).toList());
        Case.Fact.Corrected corrected = (Case.Fact.Corrected) facts.getFirst();
        corrections.add(
                caseId,
                new Made(
                        about.cycle(),
                        correction.field().name(),
                        corrected.before(),
                        correction.code(),
                        reason,
                        by,
                        now));
        return Outcome.CORRECTED;
    }
}
