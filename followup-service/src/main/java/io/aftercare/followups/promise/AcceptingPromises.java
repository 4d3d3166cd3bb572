package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.known.People;
import io.aftercare.followups.known.Succession;
import io.aftercare.followups.promise.Refusals.Refusal;
import io.aftercare.followups.promise.StartingPromises.Origin;
import io.aftercare.followups.realism.Experiences;
import io.aftercare.followups.realism.Matter;
import io.aftercare.messaging.Streams;
import io.aftercare.schemas.Keys;
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

    private final Cases cases;
    private final Circumstances circumstances;
    private final StartingPromises starting;
    private final Promises promises;
    private final Refusals refusals;
    private final Experiences experiences;
    private final People people;
    private final Streams streams;
    private final Clock clock;

    AcceptingPromises(
            Cases cases,
            Circumstances circumstances,
            StartingPromises starting,
            Promises promises,
            Refusals refusals,
            Experiences experiences,
            People people,
            Streams streams,
            Clock clock) {
        this.cases = cases;
        this.circumstances = circumstances;
        this.starting = starting;
        this.promises = promises;
        this.refusals = refusals;
        this.experiences = experiences;
        this.people = people;
        this.streams = streams;
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

    /**
     * A refusal is recorded and returned, not thrown, as the transaction is to commit. It holds the
     * case and not the person: should the zone change right now, that is seen when the day ends.
     * For a promise under a condition it holds the person, too.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Outcome accept(PromiseRequest request) {
        Succession succession = cases.succession(List.of(request.caseId()));
        KnownCase of = succession.known().get(request.caseId());
        String personId = of == null ? null : of.personId();
        Circumstances.Known known =
                circumstances.load(
                        List.of(request.caseId()),
                        List.of(request.id()),
                        personId == null ? List.of() : List.of(personId));
        Promise before = known.promises().get(request.id());
        if (before != null) {
            return request.matches(before)
                    ? new Outcome.Accepted(before, true)
                    : new Outcome.KeyTaken();
        }
        return accept(request, of, succession.answering(request.caseId()), known);
    }

    /**
     * @param answers the case that answers for it: another one, if its own was merged
     */
    private Outcome accept(
            PromiseRequest request,
            @Nullable KnownCase of,
            @Nullable KnownCase answers,
            Circumstances.Known known) {
        Instant now = clock.instant();
        if (of == null || answers == null) {
            refuse(request, new Refused("caseId", "must be known"), now);
            return new Outcome.CaseUnknown();
        }
        Refused refused = request.refused(now);
        if (refused == null && request.condition() != null) {
            refused = refusedToWaitFor(of.personId());
        }
        if (refused != null) {
            refuse(request, refused, now);
            return new Outcome.Rejected(refused);
        }
        Origin origin = new Origin(now, now, false, of.personId(), of.cycle(), answers);
        Promise promise =
                starting.start(
                        request,
                        origin,
                        known.zone(of.personId()),
                        known.resolutions(request.caseId()),
                        new Foresight(experiences.load(List.of(Matter.of(answers.about())), now)));
        promises.save(List.of(promise), now);
        return new Outcome.Accepted(promise, false);
    }

    /**
     * What the customer has to do is said in their words: these are forgotten with them, so the
     * customer must be known, and held until they are written down.
     */
    private @Nullable Refused refusedToWaitFor(@Nullable String personId) {
        if (personId == null) {
            return new Refused("condition", "must not be given: the case has no known customer");
        }
        if (!streams.holds(Keys.ofPerson(personId))) {
            return new Refused(
                    "condition", "must be given anew: the case has another customer now");
        }
        return people.erased(List.of(personId)).isEmpty()
                ? null
                : new Refused("condition", "must not be given: the customer is to be forgotten");
    }

    private void refuse(PromiseRequest request, Refused why, Instant now) {
        refusals.add(List.of(new Refusal(request.caseId(), request.id(), why)), now);
    }
}
