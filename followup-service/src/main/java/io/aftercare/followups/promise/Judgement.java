package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Revision.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the dates of a promise, once nothing can change that any more.
 *
 * @param heard the resolutions of its case
 */
record Judgement(Promise promise, List<Resolution> heard) {

    /**
     * What counts first is that the date was kept, then that the customer knew in time.
     *
     * @param last until when what was heard could change it
     */
    Outcome outcome(Revision of, Instant last) {
        Instant due = of.due();
        Instant keptAt = promise.keptAt();
        if (keptAt != null && !keptAt.isAfter(due)) {
            return isRefuted(due, last) ? Outcome.REFUTED : Outcome.KEPT;
        }
        Instant explained = explainedAt(of, last);
        if (explained != null && !explained.isAfter(due)) {
            return Outcome.EXPLAINED_IN_TIME;
        }
        Withdrawal withdrawal = promise.withdrawal();
        if (withdrawal != null && !withdrawal.at().isAfter(due)) {
            return withdrawal.consent() ? Outcome.WITHDRAWN_AGREED : Outcome.WITHDRAWN;
        }
        if (of.isAttempted()) {
            return Outcome.ATTEMPTED_IN_TIME;
        }
        return explained == null ? Outcome.BROKEN_SILENTLY : Outcome.EXPLAINED_LATE;
    }

    /** When the customer first knew that a date did not hold: of any date that came after it. */
    private @Nullable Instant explainedAt(Revision of, Instant last) {
        Instant over = promise.overAt();
        Instant first = null;
        List<Revision> revisions = promise.revisions();
        for (Revision later : revisions.subList(of.number(), revisions.size())) {
            if (over == null || later.givenAt().isBefore(over)) {
                first = Revision.earlier(first, later.explainedAt());
            }
        }
        return first == null || first.isAfter(last) ? null : first;
    }

    /** True if the customer denied every resolution that kept the date. */
    private boolean isRefuted(Instant due, Instant last) {
        if (promise.terms().kind() != Promise.Kind.RESOLUTION) {
            return false;
        }
        List<Resolution> kept = heard.stream().filter(it -> isKeptBy(it, due)).toList();
        return !kept.isEmpty() && kept.stream().allMatch(it -> it.isDenied(last));
    }

    private boolean isKeptBy(Resolution resolution, Instant due) {
        Promise.Keep keep = resolution.keeps(promise.terms().madeAt());
        return keep == null ? resolution.standsAt(due) : !keep.at().isAfter(due);
    }
}
