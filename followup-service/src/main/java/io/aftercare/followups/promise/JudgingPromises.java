package io.aftercare.followups.promise;

import io.aftercare.followups.known.KnownCase;
import io.aftercare.followups.promise.Promise.Keep;
import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.TimerHandler;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Calls promises broken whose due date has passed. Staff hear it at once. Where a message may have
 * kept it, {@link JudgingOnceRead} waits for these, too.
 */
@Component
class JudgingPromises implements TimerHandler {

    static final String KIND = "promise-due";

    private final HandlingDuePromises handling;
    private final Resolutions resolutions;
    private final Situations situations;
    private final ChangingPromises changing;
    private final SchedulingPromises scheduling;
    private final PromiseEvents events;
    private final PromiseSettings settings;

    JudgingPromises(
            HandlingDuePromises handling,
            Resolutions resolutions,
            Situations situations,
            ChangingPromises changing,
            SchedulingPromises scheduling,
            PromiseEvents events,
            PromiseSettings settings) {
        this.handling = handling;
        this.resolutions = resolutions;
        this.situations = situations;
        this.changing = changing;
        this.scheduling = scheduling;
        this.events = events;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        judge(due, now, false);
    }

    /**
     * @param read true if all was read that became of messages up to the due date
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void judge(List<DueTimer> due, Instant now, boolean read) {
        DuePromises promises = handling.load(due);
        Map<UUID, List<Resolution>> heard = resolutions.ofCases(promises.caseIds());
        Map<UUID, Situation> situations = this.situations.load(promises, now);
        handling.each(
                promises,
                now,
                (promise, of) -> {
                    if (!read && promise.hangsOnMessages(now)) {
                        scheduling.judgeOnceRead(promise);
                        return;
                    }
                    judge(
                            promise,
                            heard.getOrDefault(promise.terms().caseId(), List.of()),
                            Objects.requireNonNull(situations.get(promise.terms().id())),
                            of,
                            now);
                });
    }

    private void judge(
            Promise promise,
            List<Resolution> heard,
            Situation situation,
            @Nullable KnownCase of,
            Instant now) {
        Keep standing = promise.keptAsItStands(heard, now);
        if (standing != null) {
            changing.keep(promise, standing);
            return;
        }
        List<Promise.Fact> facts = promise.judge(now, situation, settings.freshFor());
        events.publish(promise, facts, of);
        if (!facts.isEmpty()) {
            scheduling.scheduleBreak(new Vigil(promise, situation));
        }
    }
}
