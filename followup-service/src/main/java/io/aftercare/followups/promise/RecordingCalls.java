package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.messaging.Streams;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records calls to customers, and lets the promises of their cases be kept by them. */
@Component
class RecordingCalls {

    private static final Refused NOT_TO_BE_TOLD =
            new Refused("told", "must be promises of the case that had got their new date by then");

    private final Calls calls;
    private final Cases cases;
    private final Promises promises;
    private final ChangingPromises changing;
    private final MovingPromises moving;
    private final PromiseEvents events;
    private final Streams streams;
    private final Clock clock;

    RecordingCalls(
            Calls calls,
            Cases cases,
            Promises promises,
            ChangingPromises changing,
            MovingPromises moving,
            PromiseEvents events,
            Streams streams,
            Clock clock) {
        this.calls = calls;
        this.cases = cases;
        this.promises = promises;
        this.changing = changing;
        this.moving = moving;
        this.events = events;
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * The case must be known, and the call new.
     *
     * @return why it is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused record(Call call) {
        KnownCase of = cases.find(call.caseId());
        if (of == null) {
            return new Refused("caseId", "must be known");
        }
        List<Promise> made =
                promises.ofCases(concerned(of)).values().stream().flatMap(List::stream).toList();
        Set<UUID> untold =
                made.stream()
                        .filter(promise -> promise.mayBeTold(call.at()))
                        .map(promise -> promise.terms().id())
                        .collect(Collectors.toSet());
        if (!untold.containsAll(call.told())) {
            return NOT_TO_BE_TOLD;
        }
        calls.add(List.of(call), false);
        events.publish(call, of);
        made.forEach(promise -> changing.call(promise, call));
        promises.save(made, clock.instant());
        moving.follow(List.of(call.caseId()));
        return null;
    }

    /**
     * Calls in which customers were told of new dates. Promises must have been saved, and the dates
     * taken: a repeat changes nothing.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void within(Collection<Call> within) {
        calls.add(within, true);
        List<UUID> caseIds = within.stream().map(Call::caseId).distinct().toList();
        Map<UUID, List<Promise>> made = promises.ofCases(caseIds);
        for (Call call : within) {
            made.getOrDefault(call.caseId(), List.of())
                    .forEach(promise -> changing.call(promise, call));
        }
        promises.save(made.values().stream().flatMap(List::stream).toList(), clock.instant());
        moving.follow(caseIds);
    }

    /** The case, and those that were merged into it, as far as this transaction holds them. */
    private List<UUID> concerned(KnownCase of) {
        List<UUID> concerned = new ArrayList<>(List.of(of.caseId()));
        Set<UUID> into = cases.mergedInto(concerned).getOrDefault(of.caseId(), Set.of());
        for (KnownCase merged : cases.load(into).values()) {
            boolean sameCustomer = Objects.equals(merged.personId(), of.personId());
            if (sameCustomer && streams.holds(Keys.ofCase(merged.caseId()))) {
                concerned.add(merged.caseId());
            }
        }
        return concerned;
    }
}
