package io.aftercare.followups.promise;

import io.aftercare.followups.known.CaseFact;
import io.aftercare.followups.known.CaseFact.PromiseKept;
import io.aftercare.followups.known.CaseFact.PromiseRevised;
import io.aftercare.followups.known.CaseFact.PromiseWithdrawn;
import io.aftercare.followups.known.CaseFact.Resolved;
import io.aftercare.followups.known.CompanySettings;
import io.aftercare.followups.known.People;
import io.aftercare.followups.promise.EarlyReports.EarlyReport;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.followups.promise.Refusals.Refusal;
import io.aftercare.followups.realism.Experiences;
import io.aftercare.messaging.Ids;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes what is said of promises: that they were kept, by resolving or because somebody says so, or
 * that they got another date or do not stand any more. All in one go through the facts, in their
 * order: else what becomes of a promise would depend on where a poll was cut.
 */
@Component
public class ApplyingReports {

    private final Promises promises;
    private final Resolutions resolutions;
    private final EarlyReports earlyReports;
    private final Refusals refusals;
    private final People people;
    private final CompanySettings company;
    private final ChangingPromises changing;
    private final RecordingCalls recordingCalls;
    private final Calls calls;
    private final MovingPromises moving;
    private final Experiences experiences;
    private final Clock clock;

    ApplyingReports(
            Promises promises,
            Resolutions resolutions,
            EarlyReports earlyReports,
            Refusals refusals,
            People people,
            CompanySettings company,
            ChangingPromises changing,
            RecordingCalls recordingCalls,
            Calls calls,
            MovingPromises moving,
            Experiences experiences,
            Clock clock) {
        this.promises = promises;
        this.resolutions = resolutions;
        this.earlyReports = earlyReports;
        this.refusals = refusals;
        this.people = people;
        this.company = company;
        this.changing = changing;
        this.recordingCalls = recordingCalls;
        this.calls = calls;
        this.moving = moving;
        this.experiences = experiences;
        this.clock = clock;
    }

    /** Resolutions and promises must have been noted up to the last of the facts. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Iterable<CaseFact> facts) {
        Set<UUID> caseIds = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved || promiseId(fact) != null) {
                caseIds.add(fact.caseId());
            }
        }
        if (caseIds.isEmpty()) {
            return;
        }
        Round round = load(facts, caseIds);
        for (CaseFact fact : facts) {
            if (fact.body() instanceof Resolved) {
                resolved(fact, round);
            }
            UUID promiseId = promiseId(fact);
            if (promiseId != null) {
                take(fact, promiseId, round);
            }
        }
        promises.save(round.made.values().stream().flatMap(List::stream).toList(), clock.instant());
        calls.add(round.within, true);
        earlyReports.add(round.early, clock.instant());
        refusals.add(round.refused, clock.instant());
        moving.follow(round.within.stream().map(Call::caseId).distinct().toList());
    }

    private Round load(Iterable<CaseFact> facts, Set<UUID> caseIds) {
        Map<UUID, List<Promise>> made = promises.ofCases(caseIds);
        List<Promise> all = made.values().stream().flatMap(List::stream).toList();
        List<Promise> revised = revised(facts, all);
        return new Round(
                made,
                resolutions.ofCases(caseIds),
                people.zones(Promises.people(all)),
                foresight(revised),
                tries(revised),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    private static List<Promise> revised(Iterable<CaseFact> facts, List<Promise> all) {
        Set<UUID> revised = new HashSet<>();
        for (CaseFact fact : facts) {
            if (fact.body() instanceof PromiseRevised body) {
                revised.add(body.promiseId());
            }
        }
        return all.stream().filter(promise -> revised.contains(promise.terms().id())).toList();
    }

    private Foresight foresight(Collection<Promise> promises) {
        return new Foresight(
                experiences.load(
                        promises.stream().map(Foresight::matter).collect(Collectors.toSet()),
                        clock.instant()));
    }

    /** The calls to the customers of those that were tried before they are revised; few are. */
    private Map<UUID, List<Call>> tries(List<Promise> revised) {
        List<UUID> caseIds =
                revised.stream()
                        .filter(Promise::isTried)
                        .map(promise -> promise.terms().caseId())
                        .distinct()
                        .toList();
        return caseIds.isEmpty() ? Map.of() : calls.ofCases(caseIds);
    }

    private void resolved(CaseFact fact, Round round) {
        List<Resolution> thisOne =
                round.heard.getOrDefault(fact.caseId(), List.of()).stream()
                        .filter(it -> it.caseId().equals(fact.caseId()))
                        .filter(resolution -> resolution.cycle() == fact.cycle())
                        .toList();
        for (Promise promise : round.made.getOrDefault(fact.caseId(), List.of())) {
            for (Keep keep : promise.keptBy(thisOne)) {
                changing.keep(promise, keep);
            }
        }
    }

    private void take(CaseFact fact, UUID promiseId, Round round) {
        Report report = report(fact);
        Promise promise = round.promise(fact.caseId(), promiseId);
        if (promise == null) {
            round.early.add(new EarlyReport(promiseId, fact.caseId(), report));
            return;
        }
        Refused why = changing.apply(promise, report, zone(promise, round.zones), round.foresight);
        if (why != null) {
            round.refused.add(new Refusal(fact.caseId(), promiseId, why));
            return;
        }
        if (report instanceof RevisionRequest) {
            changing.countTriesAnew(promise, round.tries.getOrDefault(fact.caseId(), List.of()));
        }
        Call call = Call.within(report, promise);
        if (call != null) {
            round.made
                    .getOrDefault(fact.caseId(), List.of())
                    .forEach(it -> changing.call(it, call));
            round.within.add(call);
        }
    }

    /**
     * As a person at a desk says. The promise must exist, and who it was made to is held if there
     * is a note for them. A refusal is recorded and returned, not thrown, as the transaction is to
     * commit.
     *
     * @return why it is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused apply(UUID promiseId, Report report) {
        Promise promise = promises.find(promiseId);
        if (promise == null) {
            throw new IllegalArgumentException("no promise " + promiseId);
        }
        Map<String, ZoneId> zones = people.zones(Promises.people(List.of(promise)));
        Foresight foresight =
                foresight(report instanceof RevisionRequest ? List.of(promise) : List.of());
        Refused why = refusesNote(promise, report);
        if (why == null) {
            Map<UUID, List<Call>> tries =
                    tries(report instanceof RevisionRequest ? List.of(promise) : List.of());
            why = changing.apply(promise, report, zone(promise, zones), foresight);
            if (why == null) {
                tries.values().forEach(of -> changing.countTriesAnew(promise, of));
            }
        }
        promises.save(List.of(promise), clock.instant());
        UUID caseId = promise.terms().caseId();
        if (why != null) {
            refusals.add(List.of(new Refusal(caseId, promiseId, why)), clock.instant());
            return why;
        }
        Call call = Call.within(report, promise);
        if (call != null) {
            recordingCalls.within(List.of(call));
        }
        return null;
    }

    /** A note is about somebody who can have it erased. */
    private @Nullable Refused refusesNote(Promise promise, Report report) {
        if (!(report instanceof RevisionRequest request) || request.note() == null) {
            return null;
        }
        String personId = promise.terms().personId();
        return personId == null || !people.erased(List.of(personId)).isEmpty()
                ? new Refused("note", "must be left out: there is no customer who could read it")
                : null;
    }

    private ZoneId zone(Promise promise, Map<String, ZoneId> zones) {
        String personId = promise.terms().personId();
        ZoneId known = personId == null ? null : zones.get(personId);
        return known == null ? company.zone() : known;
    }

    /** Which promise a report is about, null if the fact is none. */
    private static @Nullable UUID promiseId(CaseFact fact) {
        return switch (fact.body()) {
            case PromiseKept kept -> kept.promiseId();
            case PromiseRevised revised -> revised.promiseId();
            case PromiseWithdrawn withdrawn -> withdrawn.promiseId();
            default -> null;
        };
    }

    private static Report report(CaseFact fact) {
        return switch (fact.body()) {
            case PromiseRevised revised ->
                    new RevisionRequest(
                            Ids.of("case-revision", fact.caseId(), fact.sequence()),
                            revised.day(),
                            revised.moment(),
                            revised.reason(),
                            revised.initiative(),
                            null,
                            revised.toldAt(),
                            fact.occurredAt(),
                            fact.recordedAt());
            case PromiseWithdrawn withdrawn ->
                    new Withdrawal(withdrawn.consent(), fact.occurredAt(), fact.recordedAt());
            default -> new Keep(fact.occurredAt(), fact.recordedAt());
        };
    }

    /**
     * The facts at hand, half-way through.
     *
     * @param tries the calls to customers who were tried to be reached
     * @param within calls in which customers were told of new dates
     */
    private record Round(
            Map<UUID, List<Promise>> made,
            Map<UUID, List<Resolution>> heard,
            Map<String, ZoneId> zones,
            Foresight foresight,
            Map<UUID, List<Call>> tries,
            List<Call> within,
            List<EarlyReport> early,
            List<Refusal> refused) {

        private @Nullable Promise promise(UUID caseId, UUID id) {
            return made.getOrDefault(caseId, List.of()).stream()
                    .filter(promise -> promise.terms().id().equals(id))
                    .findAny()
                    .orElse(null);
        }
    }
}
