package io.aftercare.cases.intake;

import io.aftercare.cases.intake.Reports.Judged;
import io.aftercare.cases.lifecycle.Case;
import io.aftercare.cases.lifecycle.CaseEvents;
import io.aftercare.cases.lifecycle.CaseEvents.Refused;
import io.aftercare.cases.lifecycle.Cases;
import io.aftercare.cases.lifecycle.ClosingCases;
import io.aftercare.cases.lifecycle.Report;
import io.aftercare.cases.lifecycle.Texts.Text;
import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.cases.timeline.Entry;
import io.aftercare.cases.timeline.KeepingTimelines;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes reports, from the topic or by REST: each once, each with a verdict that is recorded. */
@Service
class TakingReports {

    /** The timer of a report that waits for its case. */
    static final String WAIT = "report-wait";

    private final Reports reports;
    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;
    private final ClosingCases closing;
    private final Waits waiting;
    private final Timers timers;
    private final WaitSettings settings;
    private final Clock clock;

    TakingReports(
            Reports reports,
            Cases cases,
            CaseEvents events,
            KeepingTimelines timelines,
            ClosingCases closing,
            Waits waiting,
            Timers timers,
            WaitSettings settings,
            Clock clock) {
        this.reports = reports;
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
        this.closing = closing;
        this.waiting = waiting;
        this.timers = timers;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The transaction holds {@link Incoming#locks} of each report.
     *
     * @return how many were not known before; the others have no effect
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public int take(List<Incoming> incoming) {
        Instant now = clock.instant();
        Map<ReportKey, Judged> firsts = LinkedHashMap.newLinkedHashMap(incoming.size());
        for (Incoming one : incoming) {
            firsts.computeIfAbsent(
                    one.id(), key -> new Judged(one, key, ReportLimits.broken(one, now)));
        }
        Set<ReportKey> fresh = reports.add(firsts.values(), now);
        List<Judged> first =
                firsts.values().stream().filter(one -> fresh.contains(one.key())).toList();
        if (!first.isEmpty()) {
            Work work = new Work(load(first), now);
            work.waitedFor(waiting.ofCases(work.opened(first)));
            first.forEach(work::take);
            save(work);
        }
        return fresh.size();
    }

    /** The wait of these is over: what still has no case is refused. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void endWait(List<Incoming> reports, Instant now) {
        if (reports.isEmpty()) {
            return;
        }
        List<Judged> ended = reports.stream().map(TakingReports::waited).toList();
        Work work = new Work(load(ended), now);
        ended.stream()
                .sorted(Comparator.comparing(Judged::report, Report.IN_ORDER))
                .forEach(work::end);
        save(work);
    }

    private static Judged waited(Incoming incoming) {
        return new Judged(incoming, incoming.id(), Verdict.waiting());
    }

    private Map<UUID, Case> load(List<Judged> taken) {
        return cases.loadWithRemaining(
                taken.stream().map(one -> one.report().caseId()).collect(Collectors.toSet()),
                taken.stream()
                        .map(one -> one.report().body())
                        .filter(Report.Merged.class::isInstance)
                        .map(body -> ((Report.Merged) body).into())
                        .collect(Collectors.toSet()),
                taken.stream()
                        .flatMap(one -> promise(one.report().body()))
                        .collect(Collectors.toSet()));
    }

    private static Stream<UUID> promise(Report.Body body) {
        return switch (body) {
            case Report.Promised promised -> Stream.of(promised.promiseId());
            case Report.PromiseRevised revised -> Stream.of(revised.promiseId());
            case Report.PromiseKept kept -> Stream.of(kept.promiseId());
            case Report.PromiseWithdrawn withdrawn -> Stream.of(withdrawn.promiseId());
            default -> Stream.empty();
        };
    }

    private void save(Work work) {
        cases.save(work.changed, work.texts.values());
        closing.schedule(work.changed);
        reports.amend(work.amended.values());
        saveWaits(work);
        timelines.add(work.lines);
    }

    private void saveWaits(Work work) {
        List<Waits.Wait> begun = new ArrayList<>();
        work.waiting.forEach(
                (caseId, reports) ->
                        reports.stream()
                                .map(Judged::incoming)
                                .filter(one -> !work.stored.contains(one.waitingId()))
                                .forEach(one -> begun.add(new Waits.Wait(caseId, one))));
        waiting.add(begun);
        begun.forEach(one -> setWait(one, work.now.plus(settings.reportWait())));
        waiting.remove(work.ended);
        work.ended.forEach(id -> timers.cancel(WAIT, id.toString()));
        work.postponed.forEach(one -> setWait(one, work.now));
    }

    /** What was published in time was read then, also after an outage of ours. */
    private void setWait(Waits.Wait wait, Instant end) {
        Incoming one = wait.report();
        Trace.set(one.traceparent());
        timers.set(
                Timer.at(end, WAIT, one.waitingId().toString(), Case.lock(wait.caseId()))
                        .waitingFor(Topics.CASE_INTAKE, one.report().sourceCaseId()));
    }

    /** One batch in memory. */
    private final class Work {

        final Map<UUID, Case> known;
        final Set<Case> changed = new LinkedHashSet<>();
        final Map<UUID, Text> texts = new LinkedHashMap<>();
        final Map<ReportKey, Judged> amended = new LinkedHashMap<>();

        /** What waits, by the case it waits for. */
        final Map<UUID, List<Judged>> waiting = new LinkedHashMap<>();

        /** Which of it waited before this batch. */
        final Set<UUID> stored = new HashSet<>();

        /** What waited before this batch and waits no more. */
        final List<UUID> ended = new ArrayList<>();

        /** What is to be taken in a transaction of its own. */
        final List<Waits.Wait> postponed = new ArrayList<>();

        final List<Entry> lines = new ArrayList<>();

        final Instant now;

        Work(Map<UUID, Case> known, Instant now) {
            this.known = known;
            this.now = now;
        }

        /** The cases that these may open. */
        Set<UUID> opened(List<Judged> reports) {
            return reports.stream()
                    .map(Judged::report)
                    .filter(report -> report.body() instanceof Report.Opened)
                    .map(Report::caseId)
                    .filter(id -> !known.containsKey(id))
                    .collect(Collectors.toSet());
        }

        void waitedFor(List<Waits.Wait> waits) {
            for (Waits.Wait each : waits) {
                stored.add(each.report().waitingId());
                await(waited(each.report()), each.caseId());
            }
        }

        private void await(Judged one, UUID forCase) {
            waiting.computeIfAbsent(forCase, _ -> new ArrayList<>()).add(one);
        }

        /** The case that must be opened before this can be judged; null if there is none. */
        private @Nullable UUID missing(Report report) {
            if (!known.containsKey(report.caseId())) {
                return report.body() instanceof Report.Opened ? null : report.caseId();
            }
            return report.body() instanceof Report.Merged merged
                            && !known.containsKey(merged.into())
                    ? merged.into()
                    : null;
        }

        void take(Judged one) {
            Trace.set(one.incoming().traceparent());
            Verdict refused = one.verdict();
            UUID missing = missing(one.report());
            if (refused != null) {
                conclude(one, refused);
            } else if (missing == null) {
                boolean opens = !known.containsKey(one.report().caseId());
                judge(one);
                if (opens) {
                    release(one.report().caseId());
                }
            } else {
                Judged waits = waited(one.incoming());
                amended.put(waits.key(), waits);
                await(waits, missing);
            }
        }

        /** The case was opened: what waited for it comes in the order in which it happened. */
        private void release(UUID caseId) {
            List<Judged> released = waiting.getOrDefault(caseId, List.of());
            waiting.remove(caseId);
            released.stream()
                    .sorted(Comparator.comparing(Judged::report, Report.IN_ORDER))
                    .forEach(one -> release(one, caseId));
        }

        private void release(Judged one, UUID caseId) {
            boolean isStored = stored.contains(one.incoming().waitingId());
            if (isStored && one.report().body() instanceof Report.Merged) {
                // the other case is not held by this transaction
                postponed.add(new Waits.Wait(caseId, one.incoming()));
                return;
            }
            if (isStored) {
                ended.add(one.incoming().waitingId());
            }
            Trace.set(one.incoming().traceparent());
            UUID missing = missing(one.report());
            if (missing == null) {
                judge(one);
            } else {
                await(one, missing); // a merge that came before both of its cases
            }
        }

        void end(Judged one) {
            Trace.set(one.incoming().traceparent());
            ended.add(one.incoming().waitingId());
            if (known.containsKey(one.report().caseId())) {
                judge(one);
            } else {
                Verdict refused = Verdict.refused("sourceCaseId", "must be a case that was opened");
                amended.put(one.key(), new Judged(one.incoming(), one.key(), refused));
                conclude(one, refused);
            }
        }

        private void judge(Judged one) {
            Verdict verdict = verdict(one.report());
            boolean isAsRecorded = verdict.plain() && one.verdict() == null;
            if (!isAsRecorded) {
                amended.put(one.key(), new Judged(one.incoming(), one.key(), verdict));
            }
            conclude(one, verdict);
        }

        private void conclude(Judged one, Verdict verdict) {
            Report report = one.report();
            Case about = known.get(report.caseId());
            if (verdict.refused()) {
                lines.add(events.publish(refused(one, verdict), about));
            }
            if (about != null && verdict.result() == Verdict.Result.APPLIED) {
                apply(report, verdict, about);
            }
        }

        /** Whatever the report was like, this is fit to be published. */
        private Refused refused(Judged one, Verdict verdict) {
            Report report = one.report();
            return new Refused(
                    report.caseId(),
                    one.key().source(),
                    one.key().reportId(),
                    report.body().type(),
                    ReportLimits.isSane(report.occurredAt(), now) ? report.occurredAt() : now,
                    report.imported(),
                    Objects.requireNonNull(verdict.field()),
                    Objects.requireNonNull(verdict.rule()));
        }

        private Verdict verdict(Report report) {
            Case about = known.get(report.caseId());
            if (about != null) {
                closeBefore(report, about);
                return about.take(report, target(report.body()), now);
            }
            if (!(report.body() instanceof Report.Opened opened)) {
                throw new IllegalStateException("judged before its case is known");
            }
            Case opening = Case.open(report, opened);
            known.put(opening.id(), opening);
            return opening.opened();
        }

        /** Only these are refused once it is closed. */
        private void closeBefore(Report report, Case about) {
            if (report.body() instanceof Report.Reopened
                    || report.body() instanceof Report.Resolved) {
                List<Entry> closed = closing.closeBefore(about, report);
                if (!closed.isEmpty()) {
                    changed.add(about);
                    lines.addAll(closed);
                }
            }
        }

        /** The case to merge into and those that it goes on in itself. */
        private List<UUID> target(Report.Body body) {
            List<UUID> chain = new ArrayList<>();
            Case next = body instanceof Report.Merged merged ? known.get(merged.into()) : null;
            while (next != null) {
                chain.add(next.id());
                UUID after = next.mergedInto();
                next = after == null ? null : known.get(after);
            }
            return chain;
        }

        private void apply(Report report, Verdict verdict, Case about) {
            changed.add(about);
            for (Case.Fact fact : verdict.facts()) {
                lines.add(events.publish(about, report.occurredAt(), report.imported(), fact));
            }
            Text text = text(report.body(), about);
            if (text != null) {
                texts.merge(about.id(), text, Text::and);
            }
        }

        private static @Nullable Text text(Report.Body body, Case about) {
            return switch (body) {
                case Report.Opened(_, _, _, _, var subject, var wish, _)
                        when subject != null || wish != null ->
                        new Text(about.id(), subject, wish, null, null);
                case Report.Resolved(_, _, var summary) when summary != null ->
                        new Text(about.id(), null, null, summary, about.cycle());
                default -> null;
            };
        }
    }
}
