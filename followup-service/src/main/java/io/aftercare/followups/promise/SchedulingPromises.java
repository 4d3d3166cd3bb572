package io.aftercare.followups.promise;

import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Keys;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the timers of promises in step with what was decided. */
@Component
class SchedulingPromises {

    private final Timers timers;
    private final PromiseSettings settings;

    SchedulingPromises(Timers timers, PromiseSettings settings) {
        this.timers = timers;
        this.settings = settings;
    }

    /** Sets the timers that this promise needs from now on, in place of those before. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void schedule(Promise promise) {
        awaitOutcome(promise);
        if (promise.condition() != null) {
            set(promise, RemindingCustomers.KIND, promise.remindAt(settings.remindAfter()));
        }
        switch (promise.state()) {
            case AWAITING_CUSTOMER -> {} // no clock runs
            case OPEN -> {
                plan(promise);
                awaitEnd(promise);
                if (promise.tellsOfRevision() || promise.tellsOfAttempts()) {
                    Instant heard = promise.revision().recordedAt();
                    timers.set(timer(promise, TellingCustomers.KIND, heard));
                } else {
                    cancel(promise, TellingCustomers.KIND); // of a date before this one
                }
            }
            case BROKEN -> {
                plan(promise);
                tellOfBreak(promise);
            }
            case ATTEMPTED, KEPT, KEPT_LATE, WITHDRAWN -> {
                cancel(promise, PlanningVigils.KIND);
                cancel(promise, WarningOwners.KIND);
                cancel(promise, HoldingPromises.KIND);
                cancel(promise, EscalatingBreaks.KIND);
                cancel(promise, EndingDays.KIND);
                cancel(promise, JudgingPromises.KIND);
                cancel(promise, JudgingOnceRead.KIND);
                cancel(promise, TellingCustomers.KIND);
            }
        }
    }

    /**
     * As {@link #schedule}, of one that was open: when its outcome is final has not changed, and
     * what was to be done before its date is due as well and finds nothing left to do.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void scheduleBreak(Vigil vigil) {
        watchOn(vigil, EscalatingBreaks.KIND, Instant.MIN);
        tellOfBreak(vigil.promise());
    }

    private void tellOfBreak(Promise promise) {
        if (promise.concernsCustomer()) {
            timers.set(timer(promise, TellingCustomers.KIND, settings.tellAt(promise)));
        }
    }

    /**
     * When to warn, to hold and to escalate is a matter of who answers for it and when they work:
     * that is looked up for many promises at once, by a timer.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void plan(Promise promise) {
        Instant since = promise.revision().recordedAt();
        timers.set(Timer.at(since, PlanningVigils.KIND, subject(promise), lock(promise)));
    }

    /** Sets the timers of its vigil, in place of those before; what is overdue is due at once. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void watch(Vigil vigil) {
        for (String kind :
                List.of(WarningOwners.KIND, HoldingPromises.KIND, EscalatingBreaks.KIND)) {
            set(vigil.promise(), kind, next(vigil, kind, Instant.MIN));
        }
    }

    /**
     * A timer of its vigil has fired: it is set again if there is more to do later, or if its time
     * has moved. The others are left alone: they may be due as well.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void watchOn(Vigil vigil, String kind, Instant fired) {
        set(vigil.promise(), kind, next(vigil, kind, fired));
    }

    private static @Nullable Instant next(Vigil vigil, String kind, Instant after) {
        return switch (kind) {
            case WarningOwners.KIND -> vigil.warnAt(after);
            case HoldingPromises.KIND -> vigil.holdAt(after);
            case EscalatingBreaks.KIND -> vigil.escalateAt(after);
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private void set(Promise promise, String kind, @Nullable Instant at) {
        if (at == null) {
            cancel(promise, kind);
        } else {
            timers.set(timer(promise, kind, at));
        }
    }

    /** It is judged as soon as all was heard that happened to its case up to its due instant. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void judge(Promise promise) {
        timers.set(timer(promise, JudgingPromises.KIND, promise.brokenFrom()));
    }

    /** All was heard that happened to its case by then; now what became of messages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void judgeOnceRead(Promise promise) {
        timers.set(onceRead(promise, JudgingOnceRead.KIND, promise.brokenFrom()));
    }

    /**
     * The next outcome that will be final. First it is waited until all was heard that happened to
     * the case by then, then what became of messages.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void awaitOutcome(Promise promise) {
        Instant from = promise.finalFrom(settings.finalAfter());
        if (from == null) {
            cancel(promise, AwaitingOutcomes.KIND);
        } else {
            timers.set(timer(promise, AwaitingOutcomes.KIND, from));
        }
    }

    /** All was heard that happened to the case; now what became of messages. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void judgeOutcome(Promise promise) {
        Instant from = promise.finalFrom(settings.finalAfter());
        if (from != null) {
            timers.set(onceRead(promise, FinalisingOutcomes.KIND, from));
        }
    }

    /** Before a day is judged, this service must have heard where the customer lives. */
    private void awaitEnd(Promise promise) {
        // of a date before this one: what happened to its case by this one may not be read
        cancel(promise, JudgingOnceRead.KIND);
        String personId = promise.terms().personId();
        if (promise.revision().dueDay() == null || personId == null) {
            cancel(promise, EndingDays.KIND); // of a date before this one
            judge(promise);
        } else {
            cancel(promise, JudgingPromises.KIND); // set before the day was known to end elsewhere
            timers.set(
                    Timer.at(promise.brokenFrom(), EndingDays.KIND, subject(promise), lock(promise))
                            .waitingFor(Topics.CONTACTS, Keys.ofPerson(personId)));
        }
    }

    /** A timer that fires once all that happened to the case before its due instant was heard. */
    private static Timer timer(Promise promise, String kind, Instant due) {
        UUID caseId = promise.terms().caseId();
        return Timer.at(due, kind, subject(promise), lock(promise))
                .waitingFor(Topics.CASE_EVENTS, caseId.toString());
    }

    /** A timer that fires once all was heard that became of messages before its due instant. */
    private static Timer onceRead(Promise promise, String kind, Instant due) {
        UUID caseId = promise.terms().caseId();
        return Timer.at(due, kind, subject(promise), lock(promise))
                .waitingFor(Topics.NOTIFICATION_EVENTS, caseId.toString());
    }

    private void cancel(Promise promise, String kind) {
        timers.cancel(kind, subject(promise));
    }

    private static String subject(Promise promise) {
        return promise.terms().id().toString();
    }

    private static String lock(Promise promise) {
        return Keys.ofCase(promise.terms().caseId());
    }
}
