package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Report.Due;
import io.aftercare.cases.lifecycle.Report.Initiative;
import io.aftercare.cases.lifecycle.Report.Matter;
import io.aftercare.cases.lifecycle.Report.Outcome;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.Remedy;
import io.aftercare.cases.lifecycle.Report.RevisionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A case and its cycles. It takes reports in any order: its state is that of the newest state
 * report, by {@link Moment}; an older one changes nothing.
 */
public final class Case {

    private static final Verdict CLOSED_BEFORE =
            Verdict.refused("sourceCaseId", Verdict.NOT_CLOSED);

    private final Identity identity;
    private Noted noted;
    private Assignment assignment;
    private Stage stage;
    private @Nullable UUID mergedInto;
    private @Nullable UUID continuedIn;
    private @Nullable Instant firstResolvedAt;

    /** What it counted for in the figures when it was loaded. */
    private Set<Mark> counted = Set.of();

    /** Only promises that the reports at hand name are known. */
    private final Map<UUID, Promise> promises = new HashMap<>();

    private final Map<UUID, Promise> changedPromises = new HashMap<>();
    private boolean changed;

    /**
     * @param mergedInto the case that goes on instead
     * @param continuedIn the linked case, opened when the customer said that it is not solved
     * @param firstResolvedAt when its first cycle began
     */
    Case(
            Identity identity,
            Noted noted,
            Assignment assignment,
            Stage stage,
            @Nullable UUID mergedInto,
            @Nullable UUID continuedIn,
            @Nullable Instant firstResolvedAt) {
        this.identity = identity;
        this.noted = noted;
        this.assignment = assignment;
        this.stage = stage;
        this.mergedInto = mergedInto;
        this.continuedIn = continuedIn;
        this.firstResolvedAt = firstResolvedAt;
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
                                report.occurredAt(),
                                null,
                                opened.aboutFollowUp()),
                        Noted.atOpening(opened.matter()),
                        new Assignment(opened.owner(), opened.team(), moment),
                        new Stage(State.OPEN, 0, null, moment),
                        null,
                        null,
                        null);
        opening.changed = true;
        return opening;
    }

    /** The verdict on the report that opened this case. */
    public Verdict opened() {
        return Verdict.applied(new Fact.Opened(matter(), assignment));
    }

    /**
     * Takes a report about this case, which was opened before.
     *
     * @param target if it is merged: the case it is merged into and those that this goes on in, if
     *     it was merged too; nothing if there is no such case
     * @param heardAt by our clock, now
     */
    public Verdict take(Report report, List<UUID> target, Instant heardAt) {
        Moment moment = report.moment();
        return switch (report.body()) {
            case Report.Opened _ -> Verdict.refused("sourceCaseId", Verdict.NOT_OPENED);
            case Report.Assigned assigned -> assign(assigned, moment);
            case Report.Changed to -> change(to, moment);
            case Report.Promised promised -> promise(promised, moment.occurredAt());
            case Report.PromiseRevised to ->
                    ofPromise(to.promiseId(), promise -> promise.revise(to, moment));
            case Report.PromiseKept kept ->
                    ofPromise(kept.promiseId(), promise -> promise.keep(moment.occurredAt()));
            case Report.PromiseWithdrawn withdrawn ->
                    ofPromise(
                            withdrawn.promiseId(),
                            promise -> promise.withdraw(withdrawn, moment.occurredAt()));
            case Report.Resolved resolved -> resolve(resolved, moment, report.imported(), heardAt);
            case Report.Reopened _ -> reopen(moment);
            case Report.Closed _ -> close(moment);
            case Report.Merged merged -> merge(merged, target, moment);
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
        if (cycle > stage.cycle || stage.state == State.CLOSED) {
            return List.of();
        }
        if (stage.state == State.OPEN) {
            // nothing to reopen; but what was resolved before this moment comes late from now on
            if (stage.since.isBefore(moment)) {
                enter(stage.in(State.OPEN, moment));
            }
            return List.of();
        }
        if (isAnsweredByTheNewest(cycle, at)) {
            return List.of();
        }
        enter(stage.in(State.OPEN, moment.orLater(stage.since)));
        return List.of(new Fact.Reopened(ReopenReason.NOT_SOLVED));
    }

    /**
     * The customer said that it is not solved, but it is closed and not taken up again: another
     * case goes on, as this one is noted now. However often they say so, it is one.
     *
     * @param linkedId of that case
     * @param cycle the resolution they were asked about
     * @return that case; null if there is nothing to go on with
     */
    public @Nullable Case goOnIn(UUID linkedId, int cycle, Instant at) {
        if (stage.state != State.CLOSED || continuedIn != null || cycle > stage.cycle) {
            return null;
        }
        if (isAnsweredByTheNewest(cycle, at)) {
            return null;
        }
        continuedIn = linkedId;
        changed = true;
        Moment moment = new Moment(at, Report.Opened.RANK, "");
        Case linked =
                new Case(
                        new Identity(
                                linkedId,
                                identity.source,
                                identity.sourceCaseId,
                                identity.personId,
                                at,
                                id(),
                                identity.aboutFollowUp),
                        Noted.atOpening(matter()),
                        new Assignment(assignment.owner, assignment.team, moment),
                        new Stage(State.OPEN, 0, null, moment),
                        null,
                        null,
                        null);
        linked.changed = true;
        return linked;
    }

    /**
     * True if the newest resolution came after it was said, and so was the answer to it. About the
     * newest itself it was said afterwards, whatever the publisher's clock says.
     */
    private boolean isAnsweredByTheNewest(int cycle, Instant at) {
        return cycle < stage.cycle && stage.last != null && at.isBefore(stage.last.knownAt());
    }

    /**
     * The customer said whether it is solved, while that counted. It is noted of the resolution
     * that they were asked about, as long as no other began.
     */
    void heard(int cycle, boolean solved) {
        Resolution last = stage.last;
        if (last == null || cycle != stage.cycle) {
            return;
        }
        Resolution answered = last.answered(solved);
        if (!answered.equals(last)) {
            enter(stage.with(answered));
        }
    }

    /** True if it was resolved, so that there is something to correct. */
    public boolean isCorrectable() {
        return stage.last != null;
    }

    /**
     * What was said of its last resolution was wrong from the beginning. If the case itself is
     * noted so, that changes too, so that the next resolution is not wrong again.
     *
     * @return nothing if it is so already
     */
    public List<Fact> correct(Correction correction, Instant at) {
        Resolution last = Objects.requireNonNull(stage.last, "not resolved");
        String before = last.said(correction.field());
        if (correction.code().equals(before)) {
            return List.of();
        }
        enter(stage.with(last.corrected(correction.field(), correction.code())));
        Fact corrected = new Fact.Corrected(correction.field(), before, correction.code());
        Noted was = noted;
        noted = was.corrected(correction, before, at);
        return noted.matter().equals(was.matter())
                ? List.of(corrected)
                : List.of(corrected, new Fact.Changed(noted.matter()));
    }

    /** True if this person answers for it and somebody has to go on doing so. */
    public boolean isHeldBy(String staffId) {
        return stage.state != State.CLOSED && staffId.equals(assignment.owner);
    }

    /** Its owner leaves: somebody else of the team goes on. */
    public List<Fact> handOver(String to, Instant at) {
        Moment moment = new Moment(at, Report.Assigned.RANK, "");
        assignment = new Assignment(to, assignment.team, moment.orLater(assignment.since));
        changed = true;
        return List.of(new Fact.Assigned(assignment));
    }

    /** When it closes, unless it is reopened before; null if it is not resolved. */
    @Nullable Instant windowEnd(Duration window) {
        return stage.state == State.RESOLVED && stage.last != null
                ? stage.last.at().plus(window)
                : null;
    }

    /** The window in which it could be reopened is over. */
    Fact closeAt(Instant windowEnd) {
        enter(stage.in(State.CLOSED, closing(windowEnd)));
        return new Fact.Closed(CloseReason.WINDOW_OVER);
    }

    /** Reopening at that instant still comes before it. */
    static Moment closing(Instant windowEnd) {
        return new Moment(windowEnd, Report.Closed.RANK, "");
    }

    /** True if its last resolution was imported. */
    boolean isResolvedInHistory() {
        return stage.last != null && stage.last.imported();
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
            return Verdict.refused("body.promiseRef", Verdict.NOT_PROMISED);
        }
        if (promised.due() == null) {
            return Verdict.refused("body.due", "must be given");
        }
        remember(new Promise(promised.promiseId(), id(), promised.kind(), at, null, null));
        return Verdict.applied(
                new Fact.Promised(
                        promised.promiseId(), promised.kind(), promised.due(), promised.owner()));
    }

    private Verdict ofPromise(UUID promiseId, Function<Promise, Verdict> decision) {
        Promise promise = promises.get(promiseId);
        if (promise == null) {
            return Verdict.refused("body.promiseRef", "must name a promise of this case");
        }
        Verdict verdict = decision.apply(promise);
        if (!verdict.facts().isEmpty()) {
            remember(promise);
        }
        return verdict;
    }

    private Verdict change(Report.Changed to, Moment moment) {
        if (moment.occurredAt().isBefore(identity.openedAt)) {
            return Verdict.late();
        }
        Noted before = noted;
        noted = before.with(to, moment);
        if (noted.equals(before)) {
            return Verdict.late();
        }
        changed = true;
        return noted.matter().equals(before.matter())
                ? Verdict.unchanged("The case was noted so before.")
                : Verdict.applied(new Fact.Changed(noted.matter()));
    }

    private Verdict resolve(
            Report.Resolved resolved, Moment moment, boolean imported, Instant heardAt) {
        if (moment.isBefore(stage.since)) {
            return Verdict.late();
        }
        if (stage.state == State.CLOSED) {
            return CLOSED_BEFORE;
        }
        Instant at = moment.occurredAt();
        Instant knownAt = heardAt.isBefore(at) ? heardAt : at;
        Resolution last = stage.last;
        if (stage.state == State.RESOLVED && last != null) {
            Resolution told =
                    last.told(resolved.outcome(), resolved.remedy(), at, knownAt, imported);
            enter(new Stage(State.RESOLVED, stage.cycle, told, moment));
            return Verdict.unchanged(
                    "The case was resolved before: what this says of it is noted, no cycle begins.");
        }
        Resolution.About about = Resolution.About.of(matter(), assignment.owner);
        Resolution begun = Resolution.begun(resolved, at, knownAt, imported, about);
        enter(new Stage(State.RESOLVED, stage.cycle + 1, begun, moment));
        if (firstResolvedAt == null) {
            firstResolvedAt = at;
        }
        return Verdict.applied(
                new Fact.Resolved(resolved.outcome(), resolved.remedy(), matter(), assignment));
    }

    private Verdict reopen(Moment moment) {
        if (moment.isBefore(stage.since)) {
            return Verdict.late();
        }
        if (stage.state == State.CLOSED) {
            return CLOSED_BEFORE;
        }
        State before = stage.state;
        enter(stage.in(State.OPEN, moment));
        return before == State.OPEN
                ? Verdict.unchanged("The case is open.")
                : Verdict.applied(new Fact.Reopened(ReopenReason.REPORTED));
    }

    private Verdict close(Moment moment) {
        if (moment.isBefore(stage.since)) {
            return Verdict.late();
        }
        State before = stage.state;
        enter(stage.in(State.CLOSED, moment));
        return before == State.CLOSED
                ? Verdict.unchanged("The case was closed before.")
                : Verdict.applied(new Fact.Closed(CloseReason.REPORTED));
    }

    /**
     * Merging is for good and never late: whatever is newer, the other case is the one that goes
     * on.
     */
    private Verdict merge(Report.Merged merged, List<UUID> target, Moment moment) {
        if (merged.into().equals(id())) {
            return Verdict.refused("body.into", "must not be the case itself");
        }
        if (target.isEmpty()) {
            return Verdict.refused(
                    "body.into", "must be a case of this source that was opened before");
        }
        if (target.contains(id())) {
            return Verdict.refused("body.into", "must not be a case that goes on in this one");
        }
        if (mergedInto != null) {
            return mergedInto.equals(merged.into())
                    ? Verdict.unchanged("The case was merged so before.")
                    : Verdict.refused("sourceCaseId", Verdict.NOT_MERGED);
        }
        mergedInto = merged.into();
        State before = stage.state;
        enter(stage.in(State.CLOSED, moment.orLater(stage.since)));
        Fact fact = new Fact.Merged(merged.into());
        return before == State.CLOSED
                ? Verdict.applied(fact)
                : Verdict.applied(fact, new Fact.Closed(CloseReason.MERGED));
    }

    private void enter(Stage next) {
        stage = next;
        changed = true;
    }

    private void remember(Promise promise) {
        know(promise);
        changedPromises.put(promise.id(), promise);
    }

    void know(Promise promise) {
        promises.put(promise.id(), promise);
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
        return noted.matter();
    }

    @Nullable UUID continuedIn() {
        return continuedIn;
    }

    Noted noted() {
        return noted;
    }

    /** The case that goes on instead of this one. */
    public @Nullable UUID mergedInto() {
        return mergedInto;
    }

    Assignment assignment() {
        return assignment;
    }

    Stage stage() {
        return stage;
    }

    /** When its first cycle began; null as long as none has. */
    @Nullable Instant firstResolvedAt() {
        return firstResolvedAt;
    }

    /** It is as it was saved: from here on {@link #counted} tells what it counts for there. */
    Case asSaved() {
        counted = Mark.of(this);
        return this;
    }

    /** What it counted for in the figures when it was loaded; nothing if it is new. */
    Set<Mark> counted() {
        return counted;
    }

    /** True if it differs from what was loaded, promises apart. */
    boolean changed() {
        return changed;
    }

    Collection<Promise> changedPromises() {
        return changedPromises.values();
    }

    /**
     * What never changes.
     *
     * @param linkedTo the closed case that this one goes on with
     * @param aboutFollowUp true if it is about our following up: nothing follows it up
     */
    record Identity(
            UUID id,
            String source,
            String sourceCaseId,
            @Nullable String personId,
            Instant openedAt,
            @Nullable UUID linkedTo,
            boolean aboutFollowUp) {}

    /** Who answers for the case. */
    record Assignment(@Nullable String owner, @Nullable String team, Moment since) {

        boolean isTo(Report.Assigned to) {
            return Objects.equals(owner, to.owner()) && Objects.equals(team, to.team());
        }
    }

    enum State {
        OPEN,
        RESOLVED,
        CLOSED
    }

    /**
     * @param last the last resolution
     * @param since the newest state report
     */
    record Stage(State state, int cycle, @Nullable Resolution last, Moment since) {

        Stage in(State next, Moment moment) {
            return new Stage(next, cycle, last, moment);
        }

        Stage with(Resolution of) {
            return new Stage(state, cycle, of, since);
        }
    }

    public enum ReopenReason {
        REPORTED,
        NOT_SOLVED
    }

    public enum CloseReason {
        REPORTED,
        WINDOW_OVER,
        MERGED
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

        record PromiseRevised(
                UUID promiseId,
                Due due,
                RevisionReason reason,
                Initiative initiative,
                @Nullable Instant toldAt)
                implements Fact {}

        record PromiseKept(UUID promiseId) implements Fact {}

        record PromiseWithdrawn(UUID promiseId, boolean consent) implements Fact {}

        record Changed(Matter matter) implements Fact {}

        record Closed(CloseReason reason) implements Fact {}

        record Corrected(Correction.Field field, @Nullable String before, String code)
                implements Fact {}

        /**
         * @param into the case that goes on; the promises of this one are its own now
         */
        record Merged(UUID into) implements Fact {}
    }
}
