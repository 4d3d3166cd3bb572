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
import io.aftercare.messaging.wire.Trace;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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

    private final Reports reports;
    private final Cases cases;
    private final CaseEvents events;
    private final KeepingTimelines timelines;
    private final ClosingCases closing;
    private final Clock clock;

    TakingReports(
            Reports reports,
            Cases cases,
            CaseEvents events,
            KeepingTimelines timelines,
            ClosingCases closing,
            Clock clock) {
        this.reports = reports;
        this.cases = cases;
        this.events = events;
        this.timelines = timelines;
        this.closing = closing;
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
            first.forEach(work::take);
            save(work);
        }
        return fresh.size();
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
        reports.amend(work.amended);
        timelines.add(work.lines);
    }

    /** One batch in memory. */
    private final class Work {

        final Map<UUID, Case> known;
        final Set<Case> changed = new LinkedHashSet<>();
        final Map<UUID, Text> texts = new LinkedHashMap<>();
        final List<Judged> amended = new ArrayList<>();
        final List<Entry> lines = new ArrayList<>();

        final Instant now;

        Work(Map<UUID, Case> known, Instant now) {
            this.known = known;
            this.now = now;
        }

        void take(Judged one) {
            Trace.set(one.incoming().traceparent());
            Report report = one.report();
            Verdict verdict = one.verdict();
            if (verdict == null) {
                verdict = verdict(report);
                if (!verdict.plain()) {
                    amended.add(new Judged(one.incoming(), one.key(), verdict));
                }
            }
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
                return about.take(report, target(report.body()));
            }
            if (!(report.body() instanceof Report.Opened opened)) {
                return Verdict.refused("sourceCaseId", "must be a case that was opened");
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
                case Report.Opened(_, _, _, _, var subject, var wish)
                        when subject != null || wish != null ->
                        new Text(about.id(), subject, wish, null, null);
                case Report.Resolved(_, _, var summary) when summary != null ->
                        new Text(about.id(), null, null, summary, about.cycle());
                default -> null;
            };
        }
    }
}
