package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.schemas.Topics;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts a promise: its first facts and its timers. Saving it is left to the caller. */
@Component
class StartingPromises {

    private final PromiseEvents events;
    private final Timers timers;
    private final PromiseSettings settings;

    StartingPromises(PromiseEvents events, Timers timers, PromiseSettings settings) {
        this.events = events;
        this.timers = timers;
        this.settings = settings;
    }

    /**
     * How the promise came here.
     *
     * @param madeAt when the customer was told
     * @param recordedAt when it was first written down anywhere
     */
    record Origin(Instant madeAt, Instant recordedAt, boolean imported) {}

    /** The request must have been checked. */
    Promise start(PromiseRequest request, KnownCase of, Origin origin, Circumstances.Known known) {
        Promise.Terms terms =
                new Promise.Terms(
                        request.id(),
                        request.caseId(),
                        of.personId(),
                        of.cycle(),
                        request.checkedKind(),
                        request.day(),
                        request.due().endsAt(known.zone(of, settings.defaultZone())),
                        request.owner(),
                        origin.madeAt(),
                        origin.recordedAt(),
                        origin.imported());
        Promise promise = Promise.of(terms);
        events.publish(promise, promise.made(), of.owner());
        for (Keep keep : known.keeps(terms)) {
            events.publish(promise, promise.keep(keep, settings.finalAfter()), of.owner());
        }
        if (promise.state() == Promise.State.OPEN) {
            setTimers(promise);
        }
        return promise;
    }

    private void setTimers(Promise promise) {
        Instant warnAt = promise.warnAt();
        if (warnAt != null) {
            timers.set(timer(promise, WarningOwners.KIND, warnAt));
        }
        timers.set(timer(promise, JudgingPromises.KIND, promise.brokenFrom()));
    }

    /** A timer that fires once all that happened to the case before its due instant was heard. */
    static Timer timer(Promise promise, String kind, Instant due) {
        UUID caseId = promise.terms().caseId();
        return Timer.at(due, kind, promise.terms().id().toString(), "case:" + caseId)
                .waitingFor(Topics.CASE_EVENTS, caseId.toString());
    }
}
