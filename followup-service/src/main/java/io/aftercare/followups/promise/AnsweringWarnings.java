package io.aftercare.followups.promise;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes what owners say to warnings. */
@Component
class AnsweringWarnings {

    private final Promises promises;
    private final PromiseEvents events;
    private final SchedulingPromises scheduling;
    private final Clock clock;

    AnsweringWarnings(
            Promises promises, PromiseEvents events, SchedulingPromises scheduling, Clock clock) {
        this.promises = promises;
        this.events = events;
        this.scheduling = scheduling;
        this.clock = clock;
    }

    /**
     * The promise must exist.
     *
     * @return why the answer is not taken, null if it is
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public @Nullable Refused answer(UUID promiseId, Watch.Answer answer) {
        Promise promise = promises.find(promiseId);
        if (promise == null) {
            throw new IllegalArgumentException("no promise " + promiseId);
        }
        Instant now = clock.instant();
        Refused why = promise.refusesAnswer(now);
        if (why == null) {
            events.publish(promise, promise.answer(answer, now), null);
            scheduling.plan(promise);
            promises.save(List.of(promise), now);
        }
        return why;
    }
}
