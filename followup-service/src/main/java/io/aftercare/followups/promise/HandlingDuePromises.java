package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets the promises that timers are about decide, all of them at once. */
@Component
class HandlingDuePromises {

    /** What is decided once all was read, too, that became of messages. */
    private static final Set<String> ONCE_READ =
            Set.of(JudgingOnceRead.KIND, FinalisingOutcomes.KIND);

    private final Promises promises;
    private final Cases cases;
    private final FollowingMerges following;
    private final Timers timers;

    HandlingDuePromises(Promises promises, Cases cases, FollowingMerges following, Timers timers) {
        this.promises = promises;
        this.cases = cases;
        this.following = following;
        this.timers = timers;
    }

    /** What to do with a promise whose time has come. */
    interface Work {
        void on(Promise promise, @Nullable KnownCase of);
    }

    /** The customers of these promises, for those who judge what they are like. */
    public Collection<String> moreLocks(List<DueTimer> due) {
        return promises.load(ids(due)).values().stream()
                .map(promise -> promise.terms().personId())
                .filter(personId -> personId != null)
                .map(Keys::ofPerson)
                .distinct()
                .toList();
    }

    /** The promises, for what else has to be loaded before they decide. */
    @Transactional(propagation = Propagation.MANDATORY)
    public DuePromises load(List<DueTimer> due) {
        Map<UUID, Promise> loaded = promises.load(ids(due));
        return new DuePromises(due, loaded, cases.succession(DuePromises.caseIds(loaded.values())));
    }

    /**
     * Lets each of the promises decide, and saves them. One of a case that was merged first waits
     * until all was heard as well that happened by then to the cases in which that goes on, and is
     * told of it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void each(DuePromises due, Instant now, Work work) {
        Set<UUID> waiting = waiting(due);
        following.catchUp(
                due.all().stream()
                        .filter(it -> due.cases().isMerged(it.terms().caseId()))
                        .filter(it -> !waiting.contains(it.terms().id()))
                        .toList());
        for (DueTimer timer : due.timers()) {
            Promise promise = due.of(timer);
            if (promise != null && !waiting.contains(promise.terms().id())) {
                work.on(promise, due.cases().answering(promise.terms().caseId()));
            }
        }
        promises.save(due.all(), now);
    }

    /** The promises of merged cases that are to be handled later, each by the same timer again. */
    private Set<UUID> waiting(DuePromises due) {
        List<Timer> merged = new ArrayList<>();
        for (DueTimer timer : due.timers()) {
            Promise promise = due.of(timer);
            if (promise != null) {
                for (UUID next : due.cases().after(promise.terms().caseId())) {
                    Timer again =
                            Timer.at(timer.due(), timer.kind(), timer.subject(), timer.lock());
                    merged.add(again.waitingFor(Topics.CASE_EVENTS, next.toString()));
                    if (ONCE_READ.contains(timer.kind())) {
                        merged.add(again.waitingFor(Topics.NOTIFICATION_EVENTS, next.toString()));
                    }
                }
            }
        }
        List<Timer> waiting = merged.isEmpty() ? List.of() : timers.waiting(merged);
        waiting.forEach(timers::set);
        return waiting.stream()
                .map(it -> UUID.fromString(it.subject()))
                .collect(Collectors.toSet());
    }

    private static List<UUID> ids(List<DueTimer> due) {
        return due.stream().map(DuePromises::id).toList();
    }
}
