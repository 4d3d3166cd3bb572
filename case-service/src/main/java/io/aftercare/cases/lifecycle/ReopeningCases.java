package io.aftercare.cases.lifecycle;

import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.messaging.Ids;
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

/** Has cases go on whose customers say that they are not solved: reopened or, if closed, linked. */
@Service
class ReopeningCases {

    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;
    private final ClosingCases closing;

    ReopeningCases(
            Cases cases, CaseEvents events, KeepingTimelines timelines, ClosingCases closing) {
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
        this.closing = closing;
    }

    /**
     * A customer's answer.
     *
     * @param cycle the resolution they were asked about
     * @param late true if that cycle had ended or its page takes no answers any more: it reopens
     *     nothing, but a case that is closed goes on all the same
     */
    record NotSolved(
            UUID caseId,
            int cycle,
            Instant occurredAt,
            boolean late,
            boolean imported,
            @Nullable String traceparent) {

        /** The case that goes on if theirs is closed: two answers about one resolution open one. */
        UUID linkedCaseId() {
            return Ids.of(caseId, cycle);
        }

        private Moment moment() {
            return new Moment(occurredAt, Report.Reopened.RANK, "");
        }
    }

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
            lines.addAll(closing.closeBefore(about, answer.moment()));
            Case linked = about.goOnIn(answer.linkedCaseId(), answer.cycle(), answer.occurredAt());
            if (linked != null) {
                loaded.put(linked.id(), linked);
                lines.addAll(publish(linked, answer, linked.opened().facts()));
            } else if (!answer.late()) {
                lines.addAll(
                        publish(
                                about,
                                answer,
                                about.notSolved(answer.cycle(), answer.occurredAt())));
            }
        }
        cases.save(loaded.values(), List.of());
        closing.schedule(loaded.values());
        timelines.add(lines);
    }

    private List<Entry> publish(Case about, NotSolved answer, List<Case.Fact> facts) {
        return facts.stream()
                .map(fact -> events.publish(about, answer.occurredAt(), answer.imported(), fact))
                .toList();
    }
}
