package io.aftercare.followups.promise;

import io.aftercare.events.followups.CallOutcome;
import io.aftercare.events.followups.CustomerCalled;
import io.aftercare.events.followups.FollowupEvent;
import io.aftercare.events.followups.Initiative;
import io.aftercare.events.followups.PromiseAtRisk;
import io.aftercare.events.followups.PromiseAttempted;
import io.aftercare.events.followups.PromiseAwaiting;
import io.aftercare.events.followups.PromiseBroken;
import io.aftercare.events.followups.PromiseHandedOver;
import io.aftercare.events.followups.PromiseHeld;
import io.aftercare.events.followups.PromiseJudged;
import io.aftercare.events.followups.PromiseKept;
import io.aftercare.events.followups.PromiseKind;
import io.aftercare.events.followups.PromiseMade;
import io.aftercare.events.followups.PromiseOutcome;
import io.aftercare.events.followups.PromiseReminded;
import io.aftercare.events.followups.PromiseRevised;
import io.aftercare.events.followups.PromiseWarningAnswered;
import io.aftercare.events.followups.PromiseWithdrawn;
import io.aftercare.events.followups.RealismBasis;
import io.aftercare.events.followups.RevisionReason;
import io.aftercare.events.followups.WarningAnswer;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.Speaks;
import io.aftercare.followups.known.SpeaksSettings;
import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.requests.Ask;
import io.aftercare.requests.Handling;
import io.aftercare.requests.NotificationRequest;
import io.aftercare.requests.Purpose;
import io.aftercare.requests.TakeBack;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says on topics what promises decided. */
@Component
class PromiseEvents {

    private final Outbox outbox;
    private final Speaks speaks;

    PromiseEvents(Outbox outbox, SpeaksSettings speaks) {
        this.outbox = outbox;
        this.speaks = speaks.speaks();
    }

    /**
     * @param of its case as it stands now, null if it does not matter or is not known
     */
    void publish(Promise promise, List<Fact> facts, @Nullable KnownCase of) {
        Promise.Terms terms = promise.terms();
        String answers = terms.owner() == null ? KnownCase.ownerOf(of) : terms.owner();
        String reference = of == null ? null : of.reference();
        Handling handling = Handling.valueOf(KnownCase.handlingOf(of));
        for (Fact fact : facts) {
            switch (fact) {
                case Fact.Asked asked -> {
                    if (weSpeak(asked.notice().kind(), of)) {
                        letter(
                                terms,
                                asked.notice(),
                                ask(promise, asked, answers, reference, handling));
                    }
                }
                case Fact.TakenBack(_, Notice notice) ->
                        letter(terms, notice, new TakeBack(takenBackBy(promise, notice)));
                case Fact.KeptTooLateToCount _,
                        Fact.DayEnds _,
                        Fact.HeldInVain _,
                        Fact.Escalated _,
                        Fact.Tried _,
                        Fact.Wrote _,
                        Fact.Told _ -> {} // for the ledger only
                default -> fact(terms, fact.at(), body(promise, fact, answers));
            }
        }
    }

    /** If the system that reports the case tells its customers itself, the facts say when. */
    private boolean weSpeak(Notice.Kind kind, @Nullable KnownCase of) {
        String source = of == null ? null : of.source();
        return switch (kind) {
            case AT_RISK, STILL_AT_RISK, BROKEN_STAFF -> true;
            case BROKEN_CUSTOMER -> speaks.weSpeak(source, Speaks.Purpose.PROMISE_BROKEN_CUSTOMER);
            case REVISED -> speaks.weSpeak(source, Speaks.Purpose.PROMISE_REVISED);
            case HOLDING -> speaks.weSpeak(source, Speaks.Purpose.PROMISE_HOLDING);
            case AWAITING -> speaks.weSpeak(source, Speaks.Purpose.PROMISE_AWAITING);
            case ATTEMPTED -> speaks.weSpeak(source, Speaks.Purpose.PROMISE_ATTEMPTED);
        };
    }

    private static Object body(Promise promise, Fact fact, @Nullable String owner) {
        Promise.Terms terms = promise.terms();
        return switch (fact) {
            case Fact.Awaiting _ ->
                    awaiting(terms, Objects.requireNonNull(promise.condition()), owner);
            case Fact.Reminded _ -> new PromiseReminded(terms.id());
            case Fact.Made _ -> made(promise, null, owner);
            case Fact.Met(_, Instant at) -> made(promise, at, owner);
            case Fact.AtRisk(int revision, _, int level) ->
                    new PromiseAtRisk(
                            terms.id(), revision, level, promise.revision(revision).due());
            case Fact.Answered(int revision, _, int level, Watch.Answer answer) ->
                    new PromiseWarningAnswered(
                            terms.id(), revision, level, WarningAnswer.valueOf(answer.name()));
            case Fact.Held(int revision, _, Instant by, UUID updateId) ->
                    new PromiseHeld(terms.id(), revision, by, updateId);
            case Fact.HandedOver(int revision, _, String from, String to) ->
                    new PromiseHandedOver(terms.id(), revision, from, to);
            case Fact.Attempted(int revision, Instant due) ->
                    new PromiseAttempted(terms.id(), revision, due);
            case Fact.Broken(int revision, Instant due) ->
                    new PromiseBroken(terms.id(), revision, due);
            case Fact.Revised(int revision, _) -> revised(promise, revision);
            case Fact.Judged(int revision, _, Revision.Outcome outcome) ->
                    new PromiseJudged(
                            terms.id(),
                            revision,
                            PromiseOutcome.valueOf(outcome.name()),
                            promise.revision(revision).due());
            case Fact.Withdrawn(int revision, _, boolean consent) ->
                    new PromiseWithdrawn(terms.id(), revision, consent);
            case Fact.Kept(int revision, Instant at, boolean late, boolean corrected) ->
                    new PromiseKept(terms.id(), revision, at, late, corrected);
            default -> throw new IllegalArgumentException("not published: " + fact);
        };
    }

    private static PromiseAwaiting awaiting(
            Promise.Terms terms, Condition condition, @Nullable String owner) {
        return new PromiseAwaiting(
                terms.id(),
                PromiseKind.valueOf(terms.kind().name()),
                owner,
                condition.span().days(),
                condition.span().business());
    }

    private static PromiseMade made(
            Promise promise, @Nullable Instant conditionMetAt, @Nullable String owner) {
        Revision first = promise.revision(Revision.FIRST);
        return new PromiseMade(
                promise.terms().id(),
                PromiseKind.valueOf(promise.terms().kind().name()),
                first.due(),
                owner,
                first.recordedLate(),
                realism(promise, Revision.FIRST),
                conditionMetAt);
    }

    private static PromiseRevised revised(Promise promise, int revision) {
        Revision of = promise.revision(revision);
        Revision.Change change = Objects.requireNonNull(of.change());
        return new PromiseRevised(
                promise.terms().id(),
                revision,
                of.due(),
                promise.dueBefore(revision),
                RevisionReason.valueOf(change.reason().name()),
                Initiative.valueOf(change.initiative().name()),
                change.toldAt(),
                realism(promise, revision));
    }

    private static io.aftercare.events.followups.@Nullable Realism realism(
            Promise promise, int revision) {
        Realism realism = promise.considered().get(revision);
        return realism == null
                ? null
                : new io.aftercare.events.followups.Realism(
                        realism.share(),
                        RealismBasis.valueOf(realism.basis()),
                        realism.cases(),
                        realism.workingTime(),
                        realism.warned());
    }

    private static String takenBackBy(Promise promise, Notice notice) {
        return switch (promise.state()) {
            case AWAITING_CUSTOMER, OPEN, BROKEN -> goesOnAfter(promise, notice);
            case ATTEMPTED -> "ATTEMPTED";
            case KEPT, KEPT_LATE -> "KEPT";
            case WITHDRAWN -> "WITHDRAWN";
        };
    }

    /** What was said of the date that stands is taken back by other things than another date. */
    private static String goesOnAfter(Promise promise, Notice notice) {
        boolean stands = notice.revision() == promise.number();
        return switch (notice.kind()) {
            case AWAITING -> "MET";
            case REVISED -> stands ? "TOLD" : "REVISED";
            case AT_RISK, STILL_AT_RISK, BROKEN_STAFF -> stands ? "HANDED_OVER" : "REVISED";
            case BROKEN_CUSTOMER, HOLDING, ATTEMPTED -> "REVISED";
        };
    }

    /** Somebody called the customer of a case. */
    void publish(Call call, KnownCase of) {
        outbox.fact(
                Topics.FOLLOWUP_EVENTS,
                Keys.ofCase(call.caseId()),
                call.caseId().toString(),
                call.at(),
                stamp ->
                        new FollowupEvent(
                                stamp.eventId(),
                                call.caseId(),
                                of.personId(),
                                of.cycle(),
                                stamp.sequence(),
                                call.at(),
                                stamp.recordedAt(),
                                false,
                                new CustomerCalled(
                                        call.id(),
                                        CallOutcome.valueOf(call.outcome().name()),
                                        call.by(),
                                        List.copyOf(call.told()))));
    }

    private void fact(Promise.Terms terms, Instant occurredAt, Object body) {
        outbox.fact(
                Topics.FOLLOWUP_EVENTS,
                Keys.ofCase(terms.caseId()),
                terms.caseId().toString(),
                occurredAt,
                stamp ->
                        new FollowupEvent(
                                stamp.eventId(),
                                terms.caseId(),
                                terms.personId(),
                                terms.cycle(),
                                stamp.sequence(),
                                occurredAt,
                                stamp.recordedAt(),
                                terms.imported(),
                                body));
    }

    private void letter(Promise.Terms terms, Notice notice, Object body) {
        outbox.letter(
                Topics.NOTIFICATION_REQUESTS,
                notice.recipient(),
                eventId ->
                        new NotificationRequest(
                                eventId,
                                messageKey(terms, notice),
                                notice.recipient(),
                                terms.caseId(),
                                terms.personId(),
                                terms.cycle(),
                                body));
    }

    /** What was due long ago, because nobody fired it, is asked for too: so that it is recorded. */
    private static Ask ask(
            Promise promise,
            Fact.Asked asked,
            @Nullable String owner,
            @Nullable String reference,
            Handling handling) {
        Instant notAfter = asked.notAfter();
        Instant notBefore = asked.at().isBefore(notAfter) ? asked.at() : notAfter;
        boolean dated = asked.revision() != Promise.NO_DATE;
        Promise.Contact contact = asked.contact();
        Revision.Change change =
                asked.notice().kind() == Notice.Kind.REVISED
                        ? promise.revision(asked.revision()).change()
                        : null;
        return new Ask(
                purpose(asked.notice().kind()),
                notBefore,
                notAfter,
                null,
                contact == null || contact.who() == null ? owner : contact.who(),
                dated ? promise.revision(asked.revision()).due() : null,
                reference,
                contact == null ? null : contact.by(),
                handling,
                change == null
                        ? null
                        : io.aftercare.requests.RevisionReason.valueOf(change.reason().name()),
                change == null ? null : change.note(),
                io.aftercare.requests.PromiseKind.valueOf(promise.terms().kind().name()));
    }

    private static Purpose purpose(Notice.Kind kind) {
        return switch (kind) {
            case AT_RISK -> Purpose.PROMISE_AT_RISK;
            case BROKEN_STAFF -> Purpose.PROMISE_BROKEN_STAFF;
            case BROKEN_CUSTOMER -> Purpose.PROMISE_BROKEN_CUSTOMER;
            case REVISED -> Purpose.PROMISE_REVISED;
            case STILL_AT_RISK -> Purpose.PROMISE_STILL_AT_RISK;
            case HOLDING -> Purpose.PROMISE_HOLDING;
            case AWAITING -> Purpose.PROMISE_AWAITING;
            case ATTEMPTED -> Purpose.PROMISE_ATTEMPTED;
        };
    }

    private static String messageKey(Promise.Terms terms, Notice notice) {
        return "%s:%s:%d:%d"
                .formatted(purpose(notice.kind()), terms.id(), notice.revision(), notice.level());
    }
}
