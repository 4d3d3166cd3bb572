package io.aftercare.cases.lifecycle;

import io.aftercare.cases.lifecycle.Case.State;
import io.aftercare.cases.lifecycle.Report.Kind;
import io.aftercare.cases.lifecycle.Report.Outcome;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing for which a case counts in the figures. What it counts for follows from the case as it
 * is, so that figures are right after any change, late report or correction: what it counted for
 * before is taken out, what it counts for now is put in.
 *
 * @param week its Monday, in UTC
 * @param cause as it was resolved, or is noted as long as it was not
 * @param product likewise
 * @param bucket of a duration, as {@link Buckets} puts them; else 0
 */
record Mark(
        Measure measure,
        LocalDate week,
        @Nullable String cause,
        @Nullable String product,
        int bucket) {

    /** What is counted. */
    enum Measure {
        /** A complaint, in the week in which it was opened. */
        COMPLAINT,
        /** A case that was resolved, in the week of its first resolution, as all below. */
        RESOLVED,
        /** It was taken up again, or went on in a linked case. */
        REOPENED,
        /** The customer answered whether its last resolution solved it. */
        ANSWERED,
        /** They said that it did. */
        CONFIRMED,
        /** The time to its first resolution. */
        FIRST,
        /** The time to its last one, if it is not open. */
        TOTAL
    }

    /** These were no customer's matter. */
    private static final Set<Outcome> NOT_COUNTED =
            EnumSet.of(Outcome.DUPLICATE, Outcome.SPAM, Outcome.TEST, Outcome.INTERNAL);

    /** All that a case counts for; none if it was merged or was no customer's matter. */
    static Set<Mark> of(Case one) {
        Set<Mark> marks = new HashSet<>();
        Resolution last = one.stage().last();
        if (one.mergedInto() != null || last != null && NOT_COUNTED.contains(last.outcome())) {
            return marks;
        }
        Instant openedAt = one.identity().openedAt();
        Kind kind = last == null ? one.matter().kind() : last.about().kind();
        String cause = last == null ? one.matter().cause() : last.about().cause();
        String product = last == null ? one.matter().product() : last.about().product();
        // the customer complained once, about the case that this one goes on with
        if (kind == Kind.COMPLAINT && one.identity().linkedTo() == null) {
            marks.add(new Mark(Measure.COMPLAINT, week(openedAt), cause, product, 0));
        }
        Instant first = one.firstResolvedAt();
        if (last != null && first != null) {
            LocalDate week = week(first);
            marks.add(new Mark(Measure.RESOLVED, week, cause, product, 0));
            marks.add(new Mark(Measure.FIRST, week, cause, product, Buckets.of(openedAt, first)));
            if (one.cycle() > 1 || one.stage().state() == State.OPEN || one.continuedIn() != null) {
                marks.add(new Mark(Measure.REOPENED, week, cause, product, 0));
            }
            if (one.stage().state() != State.OPEN) {
                marks.add(
                        new Mark(
                                Measure.TOTAL,
                                week,
                                cause,
                                product,
                                Buckets.of(openedAt, last.at())));
            }
            if (last.confirmed() != null) {
                marks.add(new Mark(Measure.ANSWERED, week, cause, product, 0));
            }
            if (Boolean.TRUE.equals(last.confirmed())) {
                marks.add(new Mark(Measure.CONFIRMED, week, cause, product, 0));
            }
        }
        return marks;
    }

    static LocalDate week(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }
}
