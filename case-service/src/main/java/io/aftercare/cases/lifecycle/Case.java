package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.Remedy;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case and its cycles. It takes reports in any order: its state is that of the newest state
 * report, by {@link Moment}; an older one changes nothing.
 */
public final class Case {

    private final Identity identity;
    private final Matter matter;
    private Assignment assignment;
    private Stage stage;

    /** Only promises that the reports at hand name are known. */
    private final Map<UUID, Promise> promises = new HashMap<>();

    private final Map<UUID, Promise> changedPromises = new HashMap<>();
    private boolean changed;

    Case(Identity identity, Matter matter, Assignment assignment, Stage stage) {
        this.identity = identity;
        this.matter = matter;
        this.assignment = assignment;
        this.stage = stage;
    }

    /** The key that is held by whoever judges or changes this case. */
    public static String lock(UUID caseId) {
        return "case:" + caseId;
    }

    public static Case open(Report report, Report.Opened opened) {
        Moment moment = report.moment();
        Case opening =
                new Case(
                        new Identity(
                                report.caseId(),
                                report.source(),
                                report.sourceCaseId(),
                                opened.personId(),
                                report.occurredAt()),
                        opened.matter(),
                        new Assignment(opened.owner(), opened.team(), moment),
                        new Stage(State.OPEN, 0, null, null, moment));
        opening.changed = true;
        return opening;
    }

    /** The verdict on the report that opened this case. */
    public Verdict opened() {
        return Verdict.applied(new Fact.Opened(matter, assignment));
    }

    /** Takes a report about this case, which was opened before. */
    public Verdict take(Report report) {
        Moment moment = report.moment();
        return switch (report.body()) {
            case Report.Opened _ ->
                    Verdict.refused("sourceCaseId", "must be a new case: it was opened before");
            case Report.Assigned assigned -> assign(assigned, moment);
            case Report.Promised promised -> promise(promised, moment.occurredAt());
            case Report.PromiseKept kept -> keep(kept, moment.occurredAt());
            case Report.Resolved resolved -> resolve(resolved, moment);
            case Report.Reopened _ -> reopen(moment);
        };
    }

    /**
     * The customer said that it is not solved. It speaks of the moment at which it was said: about
     * an earlier resolution, but said after the newest, it is about the newest, since had it been
     * heard at once, the reports older than it would have come late. So every order of arrival ends
     * in the same state.
     *
     * @param cycle the resolution they were asked about
     * @return nothing if the case is open, or was resolved again after they said so
     */
    public List<Fact> notSolved(int cycle, Instant at) {
        Moment moment = new Moment(at, Report.Reopened.RANK, "");
        if (cycle > stage.cycle) {
            return List.of();
        }
        if (stage.state == State.OPEN) {
            // nothing to reopen; but what was resolved before this moment comes late from now on
            if (stage.since.isBefore(moment)) {
                enter(stage.in(State.OPEN, moment));
            }
            return List.of();
        }
        // about the newest resolution it was said afterwards, whatever the publisher's clock says
        if (cycle < stage.cycle && moment.isBefore(stage.since)) {
            return List.of();
        }
        enter(stage.in(State.OPEN, moment.orLater(stage.since)));
        return List.of(new Fact.Reopened(ReopenReason.NOT_SOLVED));
    }

    private Verdict assign(Report.Assigned to, Moment moment) {
        if (moment.isBefore(assignment.since)) {
            return Verdict.late();
        }
        Assignment before = assignment;
        assignment = new Assignment(to.owner(), to.team(), moment);
        changed = true;
        return before.isTo(to)
                ? Verdict.unchanged("The case was assigned so before.")
                : Verdict.applied(new Fact.Assigned(assignment));
    }

    private Verdict promise(Report.Promised promised, Instant at) {
        if (promises.containsKey(promised.promiseId())) {
            return Verdict.refused("body.promiseRef", "must be new: it was promised before");
        }
        if (promised.due() == null) {
            return Verdict.refused("body.due", "is required");
        }
        remember(new Promise(promised.promiseId(), id(), promised.kind(), at, null));
        return Verdict.applied(
                new Fact.Promised(
                        promised.promiseId(), promised.kind(), promised.due(), promised.owner()));
    }

    /**
     * Several reports may say that a promise was kept: the earliest counts. What the ledger of
     * promises would not take is refused here, where its publisher sees it.
     */
    private Verdict keep(Report.PromiseKept kept, Instant at) {
        Promise promise = promises.get(kept.promiseId());
        if (promise == null) {
            return Verdict.refused("body.promiseRef", "must name a promise of this case");
        }
        if (promise.kind == PromiseKind.RESOLUTION) {
            return Verdict.refused(
                    "body.promiseRef",
                    "must not name a promise to resolve: it is kept by resolving the case");
        }
        if (at.isBefore(promise.madeAt)) {
            return Verdict.refused("occurredAt", "must not be before the promise was made");
        }
        if (promise.keptAt != null && !at.isBefore(promise.keptAt)) {
            return Verdict.unchanged("The promise was kept before.");
        }
        remember(promise.keptAt(at));
        return Verdict.applied(new Fact.PromiseKept(promise.id));
    }

    private Verdict resolve(Report.Resolved resolved, Moment moment) {
        if (moment.isBefore(stage.since)) {
            return Verdict.late();
        }
        boolean again = stage.state == State.RESOLVED;
        enter(
                new Stage(
                        State.RESOLVED,
                        again ? stage.cycle : stage.cycle + 1,
                        resolved.outcome(),
                        resolved.remedy(),
                        moment));
        if (again) {
            return Verdict.unchanged(
                    "The case was resolved before: what this says of it is noted, no cycle begins.");
        }
        return Verdict.applied(
                new Fact.Resolved(resolved.outcome(), resolved.remedy(), matter, assignment));
    }

    private Verdict reopen(Moment moment) {
        if (moment.isBefore(stage.since)) {
            return Verdict.late();
        }
        State before = stage.state;
        enter(stage.in(State.OPEN, moment));
        return before == State.OPEN
                ? Verdict.unchanged("The case is open.")
                : Verdict.applied(new Fact.Reopened(ReopenReason.REPORTED));
    }

    private void enter(Stage next) {
        stage = next;
        changed = true;
    }

    private void remember(Promise promise) {
        know(promise);
        changedPromises.put(promise.id, promise);
    }

    void know(Promise promise) {
        promises.put(promise.id, promise);
    }

    public UUID id() {
        return identity.id;
    }

    public @Nullable String personId() {
        return identity.personId;
    }

    /** How often it was resolved. */
    public int cycle() {
        return stage.cycle;
    }

    Identity identity() {
        return identity;
    }

    Matter matter() {
        return matter;
    }

    Assignment assignment() {
        return assignment;
    }

    Stage stage() {
        return stage;
    }

    /** True if it differs from what was loaded, promises apart. */
    boolean changed() {
        return changed;
    }

    Collection<Promise> changedPromises() {
        return changedPromises.values();
    }

    /** What never changes. */
    record Identity(
            UUID id,
            String source,
            String sourceCaseId,
            @Nullable String personId,
            Instant openedAt) {}

    /** Who answers for the case. */
    record Assignment(@Nullable String owner, @Nullable String team, Moment since) {

        boolean isTo(Report.Assigned to) {
            return Objects.equals(owner, to.owner()) && Objects.equals(team, to.team());
        }
    }

    enum State {
        OPEN,
        RESOLVED
    }

    /**
     * @param outcome of the last resolution
     * @param since the newest state report
     */
    record Stage(
            State state,
            int cycle,
            @Nullable Outcome outcome,
            @Nullable Remedy remedy,
            Moment since) {

        Stage in(State next, Moment moment) {
            return new Stage(next, cycle, outcome, remedy, moment);
        }
    }

    /**
     * @param madeAt when the customer was told
     */
    record Promise(
            UUID id, UUID caseId, PromiseKind kind, Instant madeAt, @Nullable Instant keptAt) {

        Promise keptAt(Instant at) {
            return new Promise(id, caseId, kind, madeAt, at);
        }
    }

    public enum ReopenReason {
        REPORTED,
        NOT_SOLVED
    }

    /** What happened to a case. */
    public sealed interface Fact {

        record Opened(Matter matter, Assignment assignment) implements Fact {}

        record Assigned(Assignment assignment) implements Fact {}

        record Resolved(Outcome outcome, Remedy remedy, Matter matter, Assignment assignment)
                implements Fact {}

        record Reopened(ReopenReason reason) implements Fact {}

        record Promised(UUID promiseId, PromiseKind kind, Due due, @Nullable String owner)
                implements Fact {}

        record PromiseKept(UUID promiseId) implements Fact {}
    }
}
