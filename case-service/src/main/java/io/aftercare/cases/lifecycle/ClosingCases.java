package io.aftercare.cases.lifecycle;

import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Closes resolved cases when the window in which they may be reopened is over. */
@Service
public class ClosingCases implements TimerHandler {

    static final String KIND = "close-case";

    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;
    private final Timers timers;
    private final CaseSettings settings;

    ClosingCases(
            Cases cases,
            CaseEvents events,
            KeepingTimelines timelines,
            Timers timers,
            CaseSettings settings) {
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
        this.timers = timers;
        this.settings = settings;
    }

    /** Sees to it that these cases, which changed, are closed in time. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(Collection<Case> changed) {
        for (Case one : changed) {
            Instant end = one.windowEnd(settings.reopenWindow());
            if (end != null) {
                set(one, end);
            } else if (one.cycle() > 0) {
                timers.cancel(KIND, one.id().toString());
            }
        }
    }

    /**
     * Closes a case whose window was over before this report, though its timer has not fired: so
     * what is judged then does not depend on when it fires.
     *
     * @return the fact as a line of the timeline, if it is closed by this
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Entry> closeBefore(Case about, Report report) {
        return closeBefore(about, report.moment());
    }

    List<Entry> closeBefore(Case about, Moment moment) {
        Instant end = about.windowEnd(settings.reopenWindow());
        return end != null && Case.closing(end).isBefore(moment)
                ? List.of(close(about, end))
                : List.of();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<UUID, Case> loaded =
                cases.load(
                        due.stream()
                                .map(timer -> UUID.fromString(timer.subject()))
                                .collect(Collectors.toSet()),
                        Set.of());
        List<Entry> lines = new ArrayList<>();
        for (DueTimer timer : due) {
            Trace.set(timer.traceparent());
            Case about = loaded.get(UUID.fromString(timer.subject()));
            Instant end = about == null ? null : about.windowEnd(settings.reopenWindow());
            if (about == null || end == null) {
                continue;
            }
            if (end.isAfter(now)) {
                // the window was made longer meanwhile
                set(about, end);
            } else {
                lines.add(close(about, end));
            }
        }
        cases.save(loaded.values(), List.of());
        timelines.add(lines);
    }

    private Entry close(Case about, Instant end) {
        boolean imported = about.isResolvedInHistory();
        return events.publish(about, end, imported, about.closeAt(end));
    }

    /**
     * It waits until what other systems reported up to then was read: a reopening in time must not
     * come too late because we were away. Reports about a linked case have another key each time.
     */
    private void set(Case one, Instant end) {
        Timer timer = Timer.at(end, KIND, one.id().toString(), Case.lock(one.id()));
        timers.set(
                one.identity().linkedTo() == null
                        ? timer.waitingFor(Topics.CASE_INTAKE, one.identity().sourceCaseId())
                        : timer);
    }
}
