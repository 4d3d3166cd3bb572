package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.Promised;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.Refusals.Refusal;
import io.aftercare.followups.promise.StartingPromises.Origin;
import io.aftercare.followups.realism.Experiences;
import io.aftercare.followups.realism.Matter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes into the ledger what was promised in the source of a case. */
@Component
public class RecordingPromises {

    static final Refused ANOTHER =
            new Refused("promiseId", "must be new: another promise was made with it");

    private final Cases cases;
    private final Circumstances circumstances;
    private final StartingPromises starting;
    private final ChangingPromises changing;
    private final RecordingCalls recordingCalls;
    private final Promises promises;
    private final Refusals refusals;
    private final Experiences experiences;
    private final Clock clock;

    RecordingPromises(
            Cases cases,
            Circumstances circumstances,
            StartingPromises starting,
            ChangingPromises changing,
            RecordingCalls recordingCalls,
            Promises promises,
            Refusals refusals,
            Experiences experiences,
            Clock clock) {
        this.cases = cases;
        this.circumstances = circumstances;
        this.starting = starting;
        this.changing = changing;
        this.recordingCalls = recordingCalls;
        this.promises = promises;
        this.refusals = refusals;
        this.experiences = experiences;
        this.clock = clock;
    }

    /**
     * The cases must be known as they were before the facts: they go along with them here, so that
     * a promise has the owner of its own time. What ends cases must be noted up to the last fact.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Round round = load(facts);
        for (CaseFact fact : facts) {
            round.cases.merge(fact.caseId(), KnownCase.of(fact), (before, _) -> before.after(fact));
            if (fact.body() instanceof Resolved) {
                round.ahead.remove(new Cycle(fact.caseId(), fact.cycle()));
            }
            if (fact.body() instanceof Promised promised) {
                record(request(fact, promised), fact, round);
            }
        }
        Instant now = clock.instant();
        promises.save(round.started.values(), now);
        if (!round.within.isEmpty()) {
            recordingCalls.within(round.within);
        }
        refusals.add(round.refused, now);
    }

    private Round load(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        Set<UUID> promiseIds = new HashSet<>();
        Set<String> people = new HashSet<>();
        Set<Cycle> ahead = new HashSet<>();
        Map<UUID, Set<Matter>> matters = new HashMap<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved) {
                ahead.add(new Cycle(fact.caseId(), fact.cycle()));
            }
            if (fact.about() != null) {
                matters.computeIfAbsent(fact.caseId(), _ -> new HashSet<>())
                        .add(Matter.of(fact.about()));
            }
            if (fact.body() instanceof Promised promised) {
                caseIds.add(fact.caseId());
                promiseIds.add(promised.promiseId());
                if (fact.personId() != null) {
                    people.add(fact.personId());
                }
            }
        }
        Map<UUID, KnownCase> known = new HashMap<>(cases.load(caseIds));
        return new Round(
                known,
                circumstances.load(caseIds, promiseIds, people),
                foresight(caseIds, known, matters),
                ahead,
                new HashMap<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /** All that the cases may be about while the facts are gone through. */
    private Foresight foresight(
            Set<UUID> caseIds, Map<UUID, KnownCase> known, Map<UUID, Set<Matter>> heard) {
        Set<Matter> matters = new HashSet<>();
        for (UUID caseId : caseIds) {
            KnownCase of = known.get(caseId);
            matters.add(Matter.of(of == null ? null : of.about()));
            matters.addAll(heard.getOrDefault(caseId, Set.of()));
        }
        return new Foresight(experiences.load(matters, clock.instant()));
    }

    private void record(PromiseRequest request, CaseFact fact, Round round) {
        Promise before = round.promise(request.id());
        Refused refused = request.refused(fact.occurredAt());
        if (before != null) {
            refused = request.matches(before) ? null : ANOTHER;
        }
        if (refused != null) {
            round.refused.add(new Refusal(fact.caseId(), request.id(), refused));
        } else if (before == null) {
            start(request, fact, round);
        }
    }

    private void start(PromiseRequest request, CaseFact fact, Round round) {
        KnownCase of = round.cases.get(fact.caseId());
        ZoneId zone = round.known.zone(fact.personId());
        Promise promise =
                starting.start(
                        request,
                        new Origin(
                                fact.occurredAt(),
                                fact.recordedAt(),
                                fact.imported(),
                                fact.personId(),
                                fact.cycle(),
                                of),
                        zone,
                        round.heard(fact.caseId()),
                        round.foresight);
        round.started.put(request.id(), promise);
        for (Report report : round.known.earlyReports(request.id())) {
            Refused refused = changing.apply(promise, report, zone, round.foresight);
            Call call = Call.within(report, promise);
            if (refused != null) {
                round.refused.add(new Refusal(fact.caseId(), request.id(), refused));
            } else if (call != null) {
                round.within.add(call);
            }
        }
        // heard of after it was made, so the customer may have heard something meanwhile
        round.known.calls(fact.caseId()).forEach(call -> changing.call(promise, call));
        round.known.heard(fact.caseId()).forEach(heard -> changing.hear(promise, heard));
    }

    private static PromiseRequest request(CaseFact fact, Promised promised) {
        return new PromiseRequest(
                promised.promiseId(),
                fact.caseId(),
                promised.kind(),
                promised.day(),
                promised.moment(),
                promised.owner(),
                null);
    }

    private record Cycle(UUID caseId, int cycle) {}

    /**
     * The facts at hand, half-way through.
     *
     * @param ahead the resolutions among those facts that are still to come: they meet the promise
     *     in their turn, after what is said of it before
     * @param within calls in which customers were told of new dates
     */
    private record Round(
            Map<UUID, KnownCase> cases,
            Circumstances.Known known,
            Foresight foresight,
            Set<Cycle> ahead,
            Map<UUID, Promise> started,
            List<Call> within,
            List<Refusal> refused) {

        private List<Resolution> heard(UUID caseId) {
            return known.resolutions(caseId).stream()
                    .filter(it -> !ahead.contains(new Cycle(caseId, it.cycle())))
                    .toList();
        }

        private @Nullable Promise promise(UUID id) {
            Promise before = known.promises().get(id);
            return before == null ? started.get(id) : before;
        }
    }
}
