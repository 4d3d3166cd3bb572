package io.aftercare.followups.promise;

import io.aftercare.followups.contact.HandingOverContacts;
import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.Leavers;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives the promises of somebody who leaves to others, so many at a time, and has the customers who
 * are still to be asked be asked in the heir's name.
 */
@Component
class HandingOverPromises {

    private final Handovers handovers;
    private final Leavers leavers;
    private final Promises promises;
    private final Entries entries;
    private final HandingOverContacts contacts;
    private final Cases cases;
    private final PromiseEvents events;
    private final SchedulingPromises scheduling;
    private final PromiseSettings settings;
    private final Clock clock;

    HandingOverPromises(
            Handovers handovers,
            Leavers leavers,
            Promises promises,
            Entries entries,
            HandingOverContacts contacts,
            Cases cases,
            PromiseEvents events,
            SchedulingPromises scheduling,
            PromiseSettings settings,
            Clock clock) {
        this.handovers = handovers;
        this.leavers = leavers;
        this.promises = promises;
        this.entries = entries;
        this.contacts = contacts;
        this.cases = cases;
        this.events = events;
        this.scheduling = scheduling;
        this.settings = settings;
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
     * Moves what of these cases is still theirs. The transaction holds all of them, and the
     * hand-over. What is still to be said of the promises is planned by who answers for them now.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void move(String staffId, Collection<UUID> caseIds, String to) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Map<UUID, KnownCase> known = cases.succession(caseIds).answering();
        List<Promise> theirs =
                promises.ofCases(caseIds).values().stream()
                        .flatMap(List::stream)
                        .filter(promise -> promise.isHeldBy(staffId))
                        .toList();
        Map<UUID, Integer> before =
                entries.handedOver(theirs.stream().map(it -> it.terms().id()).toList());
        for (Promise promise : theirs) {
            int times = before.getOrDefault(promise.terms().id(), 0);
            events.publish(
                    promise,
                    promise.handOver(staffId, to, now, times, settings.freshFor()),
                    known.get(promise.terms().caseId()));
            if (promise.hasDate()) {
                scheduling.plan(promise);
            }
        }
        promises.save(theirs, now);
        leavers.answering(List.of(to));
        handovers.moved(staffId, theirs.size() + contacts.move(staffId, caseIds, to));
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
