package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Promise.Keep;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells promises of merged cases what happened to the cases in which these go on. It counts as if
 * they had been made there, also what was before the merge: so all is the same in whichever order
 * the cases are heard of, whose facts are on different partitions.
 */
@Component
class FollowingMerges {

    private final Resolutions resolutions;
    private final Calls calls;
    private final HeardMessages messages;
    private final ChangingPromises changing;
    private final PromiseSettings settings;

    FollowingMerges(
            Resolutions resolutions,
            Calls calls,
            HeardMessages messages,
            ChangingPromises changing,
            PromiseSettings settings) {
        this.resolutions = resolutions;
        this.calls = calls;
        this.messages = messages;
        this.changing = changing;
        this.settings = settings;
    }

    /**
     * What they were told before changes nothing. Saving them is left to the caller.
     *
     * @param merged promises of cases that were merged; this transaction holds those
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void catchUp(Collection<Promise> merged) {
        if (merged.isEmpty()) {
            return;
        }
        List<UUID> caseIds = merged.stream().map(it -> it.terms().caseId()).distinct().toList();
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(caseIds);
        Map<UUID, List<Call>> called = calls.ofCases(caseIds);
        Map<UUID, List<Heard>> read = messages.ofCases(caseIds);
        for (Promise promise : merged) {
            UUID caseId = promise.terms().caseId();
            promise.keptBy(heard.getOrDefault(caseId, List.of())).stream()
                    .filter(keep -> counts(promise, keep))
                    .forEach(keep -> changing.keep(promise, keep));
            called.getOrDefault(caseId, List.of()).stream()
                    .filter(call -> counts(promise, promise.keptBy(call)))
                    .forEach(call -> changing.call(promise, call));
            read.getOrDefault(caseId, List.of()).stream()
                    .filter(each -> counts(promise, promise.keptBy(each)))
                    .forEach(each -> changing.hear(promise, each));
        }
    }

    /** What was too late would be a line of the ledger, anew each time it is told of it. */
    private boolean counts(Promise promise, @Nullable Keep keep) {
        return keep == null || !promise.isTooLateToCount(keep, settings.finalAfter());
    }
}
