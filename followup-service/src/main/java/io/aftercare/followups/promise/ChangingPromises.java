package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Fact;
import io.aftercare.followups.promise.Promise.Keep;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Lets a report change its promise: facts and timers follow. Saving is left to the caller. */
@Component
class ChangingPromises {

    private final PromiseEvents events;
    private final SchedulingPromises scheduling;
    private final PromiseSettings settings;

    ChangingPromises(
            PromiseEvents events, SchedulingPromises scheduling, PromiseSettings settings) {
        this.events = events;
        this.scheduling = scheduling;
        this.settings = settings;
    }

    /**
     * @param zone where a day ends that is promised to this customer
     * @param foresight knows what the promise is about
     * @return why the report is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused apply(
            Promise promise, Report report, ZoneId zone, Foresight foresight) {
        return switch (report) {
            case Keep keep -> {
                Refused why = promise.refuses(keep);
                if (why == null) {
                    keep(promise, keep);
                }
                yield why;
            }
            case RevisionRequest request -> revise(promise, request, zone, foresight);
            case Withdrawal withdrawal -> withdraw(promise, withdrawal);
        };
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(Promise promise, Keep keep) {
        List<Fact> facts = promise.keep(keep, settings.finalAfter());
        events.publish(promise, facts, null);
        boolean ended = facts.stream().anyMatch(fact -> fact instanceof Fact.Kept);
        if (ended) {
            scheduling.schedule(promise);
        }
    }

    /** Somebody called the customer of its case. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void call(Promise promise, Call call) {
        follow(promise, promise.called(call, settings.attemptsApart(), settings.finalAfter()));
    }

    /**
     * It has a new date that may have stood already when calls were made.
     *
     * @param calls all to the customer of its case
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void countTriesAnew(Promise promise, List<Call> calls) {
        follow(promise, promise.countTriesAnew(calls, settings.attemptsApart()));
    }

    /** The customer heard something of its case from a message. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hear(Promise promise, Heard heard) {
        follow(
                promise,
                promise.heard(
                        heard.at(), heard.recordedAt(), heard.about(), settings.finalAfter()));
    }

    /** What was decided is said, and timers go by it; what came too late changed nothing. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Promise promise, List<Fact> facts) {
        events.publish(promise, facts, null);
        if (!facts.stream().allMatch(fact -> fact instanceof Fact.KeptTooLateToCount)) {
            scheduling.schedule(promise);
        }
    }

    /**
     * @return why it is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused withdraw(Promise promise, Withdrawal withdrawal) {
        Refused why = promise.refuses(withdrawal);
        if (why == null) {
            events.publish(promise, promise.withdraw(withdrawal), null);
            scheduling.schedule(promise);
        }
        return why;
    }

    private @Nullable Refused revise(
            Promise promise, RevisionRequest request, ZoneId zone, Foresight foresight) {
        if (promise.given(request.id()) != null) {
            return null; // it was taken before
        }
        Refused why = request.refused();
        if (why != null) {
            return why;
        }
        Instant due = request.due().endsAt(zone);
        why = promise.refuses(request, due);
        if (why == null) {
            List<Fact> facts = promise.revise(request, due);
            foresight.consider(promise);
            events.publish(promise, facts, null);
            scheduling.schedule(promise);
        }
        return why;
    }
}
