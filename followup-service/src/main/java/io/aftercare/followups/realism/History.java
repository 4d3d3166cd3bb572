package io.aftercare.followups.realism;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What past cases say of promises, loaded for many at once. A span counts from when the date is
 * given to when it is due, in working time, and is met by cases that took no longer from their
 * opening.
 */
public final class History {

    private final Map<Matter, Experience> experiences;
    private final WorkingTime time;
    private final RealismSettings settings;

    History(Map<Matter, Experience> experiences, WorkingTime time, RealismSettings settings) {
        this.experiences = experiences;
        this.time = time;
        this.settings = settings;
    }

    /**
     * Of a date by which a case is to be resolved.
     *
     * @param from when it was given
     * @param day if a day was promised
     */
    public Verdict judge(Matter matter, Instant from, Instant due, @Nullable LocalDate day) {
        int buckets = Buckets.within(time.between(from, due));
        boolean workingTime = isWorkingTime(due, day);
        for (Matter wider : matter.widening()) {
            Experience experience = experiences.get(wider);
            if (experience != null && experience.tellingOf(buckets) >= settings.fewestCases()) {
                double share = experience.met(buckets);
                return new Verdict(
                        share,
                        wider.basis(),
                        experience.tellingOf(buckets),
                        workingTime,
                        share < settings.warnUnder() || !workingTime);
            }
        }
        return unknown(workingTime);
    }

    /** Of a date by which something else is to be done: how long that took is not counted. */
    public Verdict judgeHours(Instant due, @Nullable LocalDate day) {
        return unknown(isWorkingTime(due, day));
    }

    private boolean isWorkingTime(Instant due, @Nullable LocalDate day) {
        return day == null ? time.includes(due) : time.includes(day);
    }

    private static Verdict unknown(boolean workingTime) {
        return new Verdict(null, Basis.UNKNOWN, 0, workingTime, !workingTime);
    }

    Advice advise(Matter matter, Instant now) {
        for (Matter wider : matter.widening()) {
            Experience experience = experiences.get(wider);
            if (experience != null && experience.resolved() >= settings.fewestCases()) {
                return advise(matter, wider.basis(), experience, now);
            }
        }
        return new Advice(matter.cause(), matter.product(), null, null, Basis.UNKNOWN, 0);
    }

    private Advice advise(Matter matter, Basis basis, Experience experience, Instant now) {
        int buckets = experience.bucketsUntil(settings.adviseAt());
        var span = buckets == 0 ? null : Buckets.end(buckets - 1);
        return new Advice(
                matter.cause(),
                matter.product(),
                span,
                span == null ? null : time.plus(now, span),
                basis,
                experience.tellingOf(buckets));
    }
}
