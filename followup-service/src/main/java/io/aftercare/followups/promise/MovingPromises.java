package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Merged;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.Succession;
import io.aftercare.followups.lists.FollowingOwners;
import io.aftercare.messaging.Streams;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets the promises of merged cases move to the cases in which these go on: what is heard of those
 * counts for them, who answers for those is warned of them, and they are on their lists. By a timer
 * for each merged case, as a batch with facts of one case does not hold the other. The timer holds
 * both: so whoever changes one of them and does not see the other yet is seen by it.
 */
@Component
public class MovingPromises implements TimerHandler {

    private static final String KIND = "promise-move";

    private final Cases cases;
    private final Promises promises;
    private final FollowingMerges merges;
    private final FollowingOwners owners;
    private final SchedulingPromises scheduling;
    private final Streams streams;
    private final Timers timers;
    private final Clock clock;

    MovingPromises(
            Cases cases,
            Promises promises,
            FollowingMerges merges,
            FollowingOwners owners,
            SchedulingPromises scheduling,
            Streams streams,
            Timers timers,
            Clock clock) {
        this.cases = cases;
        this.promises = promises;
        this.merges = merges;
        this.owners = owners;
        this.scheduling = scheduling;
        this.streams = streams;
        this.timers = timers;
        this.clock = clock;
    }

    /** What is known of cases must be noted up to the last fact. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> changed = new HashSet<>();
        Set<UUID> merged = new HashSet<>();
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Merged _ -> merged.add(fact.caseId());
                case Opened _, Assigned _, Resolved _, Reopened _ -> changed.add(fact.caseId());
                default -> {}
            }
        }
        changed.addAll(merged);
        merged.forEach(caseId -> soon(caseId, caseId));
        follow(changed);
    }

    /**
     * Something happened to these cases, which this transaction holds: promises of those that were
     * merged into them are told of it soon.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Collection<UUID> caseIds) {
        if (!caseIds.isEmpty()) {
            cases.mergedInto(caseIds)
                    .forEach((held, merged) -> merged.forEach(it -> soon(it, held)));
        }
    }

    /**
     * @param held a case that this transaction holds
     */
    private void soon(UUID merged, UUID held) {
        timers.set(Timer.at(clock.instant(), KIND, merged.toString(), Keys.ofCase(held)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** Where a case goes on grows longer only; one that did meanwhile is looked at again. */
    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        List<UUID> merged = due.stream().map(MovingPromises::merged).toList();
        Succession succession = cases.succession(merged);
        return merged.stream()
                .flatMap(it -> Stream.concat(Stream.of(it), succession.after(it).stream()))
                .map(Keys::ofCase)
                .distinct()
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        List<UUID> merged = due.stream().map(MovingPromises::merged).toList();
        Succession succession = cases.succession(merged);
        List<UUID> held = new ArrayList<>();
        for (UUID caseId : merged) {
            if (succession.after(caseId).stream().map(Keys::ofCase).allMatch(streams::holds)) {
                held.add(caseId);
            } else {
                soon(caseId, caseId);
            }
        }
        owners.follow(held);
        List<Promise> moved =
                promises.ofCases(held).values().stream().flatMap(List::stream).toList();
        merges.catchUp(moved);
        moved.stream().filter(MovingPromises::stands).forEach(scheduling::plan);
        promises.save(moved, now);
    }

    private static boolean stands(Promise promise) {
        return promise.state() == Promise.State.OPEN || promise.state() == Promise.State.BROKEN;
    }

    private static UUID merged(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
