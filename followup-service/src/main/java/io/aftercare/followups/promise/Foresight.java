package io.aftercare.followups.promise;

import io.aftercare.followups.realism.History;
import io.aftercare.followups.realism.Matter;
import io.aftercare.followups.realism.Verdict;

/**
 * What history says of the dates at hand. Only promises to resolve are compared with it; of the
 * others it is only asked whether they are due in working time. Imported promises and those that
 * were due when they were recorded warn nobody any more.
 */
record Foresight(History history) {

    /** Judges the date that stands, which has just been given. */
    void consider(Promise promise) {
        Revision date = promise.revision();
        if (promise.terms().imported() || date.recordedLate()) {
            return;
        }
        Verdict verdict =
                promise.terms().kind() == Promise.Kind.RESOLUTION
                        ? history.judge(matter(promise), date.givenAt(), date.due(), date.dueDay())
                        : history.judgeHours(date.due(), date.dueDay());
        promise.consider(
                new Realism(
                        verdict.share(),
                        verdict.basis().name(),
                        verdict.cases(),
                        verdict.workingTime(),
                        verdict.warned()));
    }

    static Matter matter(Promise promise) {
        Attribution attribution = promise.attribution();
        return attribution == null
                ? new Matter(null, null)
                : new Matter(attribution.cause(), attribution.product());
    }
}
