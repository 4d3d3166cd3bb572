package io.aftercare.cases.desk;

import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.CaseEvents;
import io.aftercare.cases.lifecycle.Cases;
import io.aftercare.cases.lifecycle.Leavers;
import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.KeepingTimelines;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives the cases of somebody who leaves to others, so many at a time. */
@Service
class HandingOverCases {

    private final Handovers handovers;
    private final Leavers leavers;
    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;
    private final Clock clock;

    HandingOverCases(
            Handovers handovers,
            Leavers leavers,
            Cases cases,
            CaseEvents events,
            KeepingTimelines timelines,
            Clock clock) {
        this.handovers = handovers;
        this.leavers = leavers;
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
        this.clock = clock;
    }

    /** The key that is held by whoever changes the hand-over of somebody. */
    static String lock(String staffId) {
        return "handover:" + staffId;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void begin(String staffId, String by) {
        handovers.begin(staffId, by, clock.instant());
    }

    /**
     * Moves those of these cases that are still theirs. The transaction holds all of them, and the
     * hand-over.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(String staffId, Collection<UUID> ids, String to) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Collection<Case> loaded = cases.load(new HashSet<>(ids), new HashSet<>()).values();
        List<Entry> lines = new ArrayList<>();
        List<Case> moved = loaded.stream().filter(one -> one.isHeldBy(staffId)).toList();
        for (Case one : moved) {
            for (Case.Fact fact : one.handOver(to, now)) {
                lines.add(events.publish(one, now, false, fact));
            }
        }
        cases.save(moved, List.of());
        timelines.add(lines);
        handovers.moved(staffId, moved.size());
    }

    /** Ends it unless something is left. */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean end(String staffId) {
        leavers.standStill(staffId);
        if (!handovers.left(staffId).isEmpty()) {
            return false;
        }
        handovers.end(staffId, clock.instant());
        return true;
    }
}
