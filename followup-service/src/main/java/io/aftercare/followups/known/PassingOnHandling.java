package io.aftercare.followups.known;

import io.aftercare.messaging.Streams;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Says of merged cases what may be said about them now, as messages about them that wait are known
 * by their ids: no more than they and the cases in which they go on allow. By a timer for each
 * merged case, as a batch with facts of one case does not hold the other. The timer holds them all:
 * so whoever changes one of them and does not see the other yet is seen by it.
 */
@Component
class PassingOnHandling implements TimerHandler {

    private static final String KIND = "handling-move";

    private final Cases cases;
    private final HandlingEvents events;
    private final Streams streams;
    private final Timers timers;
    private final Clock clock;

    PassingOnHandling(
            Cases cases, HandlingEvents events, Streams streams, Timers timers, Clock clock) {
        this.cases = cases;
        this.events = events;
        this.streams = streams;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * @param changed cases whose handling, or where they go on, this transaction has changed; it
     *     holds them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void from(Collection<KnownCase> changed) {
        for (KnownCase each : changed) {
            if (each.merge() != null) {
                soon(each.caseId(), each.caseId());
            }
        }
        if (!changed.isEmpty()) {
            cases.mergedInto(changed.stream().map(KnownCase::caseId).toList())
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
        List<UUID> merged = due.stream().map(PassingOnHandling::merged).toList();
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
        List<UUID> merged = due.stream().map(PassingOnHandling::merged).toList();
        Succession succession = cases.succession(merged);
        for (UUID caseId : merged) {
            KnownCase known = succession.known().get(caseId);
            if (!succession.after(caseId).stream().map(Keys::ofCase).allMatch(streams::holds)) {
                soon(caseId, caseId);
            } else if (known != null) {
                events.publish(known, succession.handling(caseId), succession.sequence(caseId));
            }
        }
    }

    private static UUID merged(DueTimer timer) {
        return UUID.fromString(timer.subject());
    }
}
