package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Assigned;
import io.aftercare.followups.known.CaseFact.Opened;
import io.aftercare.followups.known.CaseFact.Reopened;
import io.aftercare.followups.known.Rosters;
import io.aftercare.messaging.Streams;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans anew what is to be said of promises when somebody else answers for them, or those who do
 * work at other times. Done by timers, a bounded number of promises in each, as a team names no
 * cases and promises need the locks of theirs. A promise that is recorded meanwhile plans itself.
 */
@Component
public class ReplanningPromises implements TimerHandler {

    private static final String KIND = "promise-replan";

    /** In place of the key of one who has changed. */
    private static final String EVERYBODY = "all";

    /** Stands in no key, which has no spaces: what follows is the last promise that was done. */
    private static final String UP_TO = " ";

    private static final UUID BEGINNING = new UUID(0, 0);
    private static final int AT_ONCE = 200;

    private final Promises promises;
    private final Rosters rosters;
    private final SchedulingPromises scheduling;
    private final Streams streams;
    private final Timers timers;
    private final Clock clock;

    ReplanningPromises(
            Promises promises,
            Rosters rosters,
            SchedulingPromises scheduling,
            Streams streams,
            Timers timers,
            Clock clock) {
        this.promises = promises;
        this.rosters = rosters;
        this.scheduling = scheduling;
        this.streams = streams;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * Staff or teams have changed. This transaction holds them.
     *
     * @param keys as {@code team:…}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void soon(Collection<String> keys) {
        Instant now = clock.instant();
        keys.forEach(key -> timers.set(Timer.at(now, KIND, key, key)));
    }

    /**
     * Settings have changed, which concern everybody.
     *
     * @param lock held by this transaction
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void everything(String lock) {
        timers.set(Timer.at(clock.instant(), KIND, EVERYBODY, lock));
    }

    /**
     * Cases are in other hands, or taken up again: then there is something to warn of once more.
     * What is known of cases must be noted up to the last fact.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        for (CaseFact fact : facts) {
            switch (fact.body()) {
                case Opened _, Assigned _, Reopened _ -> caseIds.add(fact.caseId());
                default -> {}
            }
        }
        if (!caseIds.isEmpty()) {
            promises.ofCases(caseIds).values().forEach(of -> of.forEach(this::plan));
        }
    }

    private void plan(Promise promise) {
        if (promise.state() == Promise.State.OPEN || promise.state() == Promise.State.BROKEN) {
            scheduling.plan(promise);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return due.stream()
                .flatMap(timer -> next(timer).stream())
                .map(promise -> Keys.ofCase(promise.terms().caseId()))
                .distinct()
                .toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        for (DueTimer timer : due) {
            List<Promise> some = next(timer);
            some.stream()
                    .filter(it -> streams.holds(Keys.ofCase(it.terms().caseId())))
                    .forEach(this::plan);
            if (some.size() == AT_ONCE) {
                String subject = key(timer) + UP_TO + some.getLast().terms().id();
                timers.set(Timer.at(now, KIND, subject, timer.lock()));
            }
        }
    }

    private List<Promise> next(DueTimer timer) {
        String key = key(timer);
        String staffId = Keys.staffId(key);
        String teamId = Keys.teamId(key);
        List<String> staff = staffId == null ? List.of() : List.of(staffId);
        List<String> teams = teamId == null ? List.of() : List.of(teamId);
        return promises.standing(
                staff, rosters.affected(staff, teams), key.equals(EVERYBODY), upTo(timer), AT_ONCE);
    }

    private static String key(DueTimer timer) {
        return timer.subject().split(UP_TO, 2)[0];
    }

    private static UUID upTo(DueTimer timer) {
        int at = timer.subject().indexOf(UP_TO);
        return at < 0 ? BEGINNING : UUID.fromString(timer.subject().substring(at + 1));
    }
}
