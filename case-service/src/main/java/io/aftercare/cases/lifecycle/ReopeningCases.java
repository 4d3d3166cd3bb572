package io.aftercare.cases.lifecycle;

import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.messaging.wire.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Reopens cases whose customers say that they are not solved. */
@Service
class ReopeningCases {

    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;

    ReopeningCases(Cases cases, CaseEvents events, KeepingTimelines timelines) {
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
    }

    /**
     * A customer's answer.
     *
     * @param cycle the resolution they were asked about
     */
    record NotSolved(
            UUID caseId,
            int cycle,
            Instant occurredAt,
            boolean imported,
            @Nullable String traceparent) {}

    /** Answers about an unknown case do nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void reopen(List<NotSolved> answers) {
        if (answers.isEmpty()) {
            return;
        }
        Map<UUID, Case> loaded =
                cases.load(
                        answers.stream().map(NotSolved::caseId).collect(Collectors.toSet()),
                        Set.of());
        List<Entry> lines = new ArrayList<>();
        for (NotSolved answer : answers) {
            Trace.set(answer.traceparent());
            Case about = loaded.get(answer.caseId());
            if (about == null) {
                continue;
            }
            for (Case.Fact fact : about.notSolved(answer.cycle(), answer.occurredAt())) {
                lines.add(events.publish(about, answer.occurredAt(), answer.imported(), fact));
            }
        }
        cases.save(loaded.values(), List.of());
        timelines.add(lines);
    }
}
