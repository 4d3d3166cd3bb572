package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Report.PromiseKept;
import io.aftercare.cases.lifecycle.Report.PromiseKind;
import io.aftercare.cases.lifecycle.Report.PromiseRevised;
import io.aftercare.cases.lifecycle.Report.PromiseWithdrawn;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A promise as its source reports it; the ledger is kept elsewhere. Of revisions the newest counts,
 * of ends the earliest, whatever is heard of first; so every order ends in the same state. What the
 * ledger would not take is refused here, where its publisher sees it.
 */
final class Promise {

    /** How it ended; of one instant, in the order of reports. */
    enum End {
        KEPT(PromiseKept.RANK, "kept", Verdict.NOT_KEPT),
        WITHDRAWN(PromiseWithdrawn.RANK, "withdrawn", Verdict.NOT_WITHDRAWN);

        private final int rank;
        private final String word;
        private final String forbids;

        End(int rank, String word, String forbids) {
            this.rank = rank;
            this.word = word;
            this.forbids = forbids;
        }

        private Moment moment(Instant at) {
            return new Moment(at, rank, "");
        }
    }

    /**
     * @param at when that was, by the report
     */
    record Ended(End how, Instant at) {

        private Moment moment() {
            return how.moment(at);
        }
    }

    private final UUID id;
    private final UUID caseId;
    private final PromiseKind kind;
    private final Instant madeAt;
    private @Nullable Moment revised;
    private @Nullable Ended ended;

    /**
     * @param madeAt when the customer was told
     * @param revised the newest revision
     */
    Promise(
            UUID id,
            UUID caseId,
            PromiseKind kind,
            Instant madeAt,
            @Nullable Moment revised,
            @Nullable Ended ended) {
        this.id = id;
        this.caseId = caseId;
        this.kind = kind;
        this.madeAt = madeAt;
        this.revised = revised;
        this.ended = ended;
    }

    Verdict keep(Instant at) {
        if (kind == PromiseKind.RESOLUTION) {
            return Verdict.refused(
                    "body.promiseRef",
                    "must not name a promise to resolve: it is kept by resolving the case");
        }
        return end(End.KEPT, at, new Case.Fact.PromiseKept(id));
    }

    Verdict withdraw(PromiseWithdrawn withdrawn, Instant at) {
        return end(End.WITHDRAWN, at, new Case.Fact.PromiseWithdrawn(id, withdrawn.consent()));
    }

    private Verdict end(End how, Instant at, Case.Fact fact) {
        if (at.isBefore(madeAt)) {
            return Verdict.refused("occurredAt", "must not be before the promise was made");
        }
        Ended known = ended;
        if (known != null && !how.moment(at).isBefore(known.moment())) {
            return known.how == how
                    ? Verdict.unchanged("The promise was %s before.".formatted(how.word))
                    : Verdict.refused("body.promiseRef", known.how.forbids);
        }
        ended = new Ended(how, at);
        return Verdict.applied(fact);
    }

    /**
     * A revision that was made before the end counts, also if the end is known already: the ledger
     * judges the end by the date that it moved.
     */
    Verdict revise(PromiseRevised to, Moment moment) {
        if (moment.occurredAt().isBefore(madeAt)) {
            return Verdict.refused("occurredAt", "must not be before the promise was made");
        }
        if (to.due() == null) {
            return Verdict.refused("body.due", "must be given");
        }
        if (ended != null && ended.moment().isBefore(moment)) {
            return Verdict.refused("body.promiseRef", ended.how.forbids);
        }
        if (revised != null && moment.isBefore(revised)) {
            return Verdict.late();
        }
        if (moment.equals(revised)) {
            return Verdict.unchanged("The promise was revised so before.");
        }
        revised = moment;
        return Verdict.applied(
                new Case.Fact.PromiseRevised(
                        id, to.due(), to.reason(), to.initiative(), to.toldAt()));
    }

    UUID id() {
        return id;
    }

    UUID caseId() {
        return caseId;
    }

    PromiseKind kind() {
        return kind;
    }

    Instant madeAt() {
        return madeAt;
    }

    @Nullable Moment revised() {
        return revised;
    }

    @Nullable Ended ended() {
        return ended;
    }
}
