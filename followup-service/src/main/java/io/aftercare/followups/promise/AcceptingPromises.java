package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.PromiseRequest.Refused;
import io.aftercare.followups.promise.StartingPromises.Origin;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes a promise from a person at a desk, or says why not. */
@Component
class AcceptingPromises {

    private final Circumstances circumstances;
    private final StartingPromises starting;
    private final Promises promises;
    private final Refusals refusals;
    private final Clock clock;

    AcceptingPromises(
            Circumstances circumstances,
            StartingPromises starting,
            Promises promises,
            Refusals refusals,
            Clock clock) {
        this.circumstances = circumstances;
        this.starting = starting;
        this.promises = promises;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * @param before true if the same request had been taken before
         */
        record Accepted(Promise promise, boolean before) implements Outcome {}

        record CaseUnknown() implements Outcome {}

        /** Another promise was made with the same key. */
        record KeyTaken() implements Outcome {}

        record Rejected(Refused refused) implements Outcome {}
    }

    /** A refusal is recorded and returned, not thrown, as the transaction is to commit. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome accept(PromiseRequest request) {
        Circumstances.Known known =
                circumstances.of(List.of(request.caseId()), List.of(request.id()));
        Promise before = known.promises().get(request.id());
        if (before != null) {
            return request.matches(before.terms())
                    ? new Outcome.Accepted(before, true)
                    : new Outcome.KeyTaken();
        }
        return accept(request, known.cases().get(request.caseId()), known);
    }

    private Outcome accept(
            PromiseRequest request, @Nullable KnownCase of, Circumstances.Known known) {
        Instant now = clock.instant();
        if (of == null) {
            refusals.add(
                    request.caseId(), request.id(), new Refused("caseId", "must be known"), now);
            return new Outcome.CaseUnknown();
        }
        Refused refused = request.refused(now);
        if (refused != null) {
            refusals.add(request.caseId(), request.id(), refused, now);
            return new Outcome.Rejected(refused);
        }
        Promise promise = starting.start(request, of, new Origin(now, now, false), known);
        promises.save(List.of(promise), now);
        return new Outcome.Accepted(promise, false);
    }
}
