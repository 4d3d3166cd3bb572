package io.aftercare.followups.figures;

import static io.aftercare.followups.figures.Figure.AWAITING_CUSTOMER;
import static io.aftercare.followups.figures.Figure.DATE_ATTEMPTED_IN_TIME;
import static io.aftercare.followups.figures.Figure.DATE_BROKEN_SILENTLY;
import static io.aftercare.followups.figures.Figure.DATE_EXPLAINED_IN_TIME;
import static io.aftercare.followups.figures.Figure.DATE_EXPLAINED_LATE;
import static io.aftercare.followups.figures.Figure.DATE_KEPT;
import static io.aftercare.followups.figures.Figure.DATE_MOVED_BY_CUSTOMER;
import static io.aftercare.followups.figures.Figure.DATE_REFUTED;
import static io.aftercare.followups.figures.Figure.DATE_WITHDRAWN;
import static io.aftercare.followups.figures.Figure.DATE_WITHDRAWN_AGREED;
import static io.aftercare.followups.figures.Figure.FIRST_ATTEMPTED_IN_TIME;
import static io.aftercare.followups.figures.Figure.FIRST_BROKEN_SILENTLY;
import static io.aftercare.followups.figures.Figure.FIRST_EXPLAINED_IN_TIME;
import static io.aftercare.followups.figures.Figure.FIRST_EXPLAINED_LATE;
import static io.aftercare.followups.figures.Figure.FIRST_KEPT;
import static io.aftercare.followups.figures.Figure.FIRST_MOVED_BY_CUSTOMER;
import static io.aftercare.followups.figures.Figure.FIRST_REFUTED;
import static io.aftercare.followups.figures.Figure.FIRST_WITHDRAWN;
import static io.aftercare.followups.figures.Figure.FIRST_WITHDRAWN_AGREED;
import static io.aftercare.followups.figures.Figure.IMPORTED;
import static io.aftercare.followups.figures.Figure.MADE;
import static io.aftercare.followups.figures.Figure.NOW_ATTEMPTED_IN_TIME;
import static io.aftercare.followups.figures.Figure.NOW_BROKEN;
import static io.aftercare.followups.figures.Figure.NOW_EXPLAINED_IN_TIME;
import static io.aftercare.followups.figures.Figure.NOW_EXPLAINED_LATE;
import static io.aftercare.followups.figures.Figure.NOW_KEPT;
import static io.aftercare.followups.figures.Figure.NOW_MOVED_BY_CUSTOMER;
import static io.aftercare.followups.figures.Figure.NOW_NEW_DATE_UNTOLD;
import static io.aftercare.followups.figures.Figure.NOW_OPEN;
import static io.aftercare.followups.figures.Figure.NOW_WITHDRAWN;
import static io.aftercare.followups.figures.Figure.NOW_WITHDRAWN_AGREED;
import static io.aftercare.followups.figures.Figure.REVISED;
import static io.aftercare.followups.figures.Figure.REVISED_BY_CUSTOMER;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one owner, team, cause, product or week. A promise and all of its dates count in
 * the week in which it was made, so the numbers of a line belong together: what was made is what
 * became of first dates and how the others stand.
 *
 * @param value whose they are, null of those of whom that is not known; of weeks the Monday
 * @param awaitingCustomer promised under a condition that the customer has not met: they have no
 *     date, and are not among those made
 * @param imported how many of those made were imported
 * @param revisions new dates, but for those that the customer asked for
 * @param revisionsPerPromise those by promises made, null if none was
 * @param dates what became of all dates, as far as that is final
 * @param original what became of the first date of each promise, as far as that is final
 * @param originalKeptShare which part of first dates was kept, 0 to 1, of those that count: without
 *     what the customer asked to move or agreed to drop, and where they could not be reached. Null
 *     if there are none
 * @param standing how the first dates stand whose outcome is not final
 * @param originalKeptShareSoFar the same share, if nothing of what stands were to change and what
 *     is open is left out
 * @param smallSample true if the final share is of fewer than 20, and says little
 */
record Line(
        @Nullable String value,
        long made,
        long awaitingCustomer,
        long imported,
        long revisions,
        long revisionsByCustomer,
        @Nullable Double revisionsPerPromise,
        Outcomes dates,
        Outcomes original,
        @Nullable Double originalKeptShare,
        Standing standing,
        @Nullable Double originalKeptShareSoFar,
        boolean smallSample) {

    private static final int SMALL = 20;

    /**
     * @param movedByCustomer explained in time, as the customer asked for another date
     * @param attemptedInTime the customer could not be reached, though all was done for it
     */
    record Outcomes(
            long kept,
            long explainedInTime,
            long movedByCustomer,
            long explainedLate,
            long attemptedInTime,
            long brokenSilently,
            long withdrawnAgreed,
            long withdrawn,
            long refuted) {

        /** How many count for or against us. */
        private long counting() {
            return kept + explainedInTime + explainedLate + brokenSilently + withdrawn + refuted;
        }
    }

    /**
     * @param open not due, or the report of its end is still to come
     * @param newDateUntold has another date, which the customer is not known to know
     */
    record Standing(
            long open,
            long kept,
            long explainedInTime,
            long movedByCustomer,
            long explainedLate,
            long attemptedInTime,
            long newDateUntold,
            long broken,
            long withdrawnAgreed,
            long withdrawn) {

        private long counting() {
            return kept + explainedInTime + explainedLate + newDateUntold + broken + withdrawn;
        }
    }

    static Line of(String value, Map<Figure, Long> n) {
        Outcomes original =
                new Outcomes(
                        n(n, FIRST_KEPT),
                        n(n, FIRST_EXPLAINED_IN_TIME),
                        n(n, FIRST_MOVED_BY_CUSTOMER),
                        n(n, FIRST_EXPLAINED_LATE),
                        n(n, FIRST_ATTEMPTED_IN_TIME),
                        n(n, FIRST_BROKEN_SILENTLY),
                        n(n, FIRST_WITHDRAWN_AGREED),
                        n(n, FIRST_WITHDRAWN),
                        n(n, FIRST_REFUTED));
        Standing standing = standing(n);
        return new Line(
                value.isEmpty() ? null : value,
                n(n, MADE),
                n(n, AWAITING_CUSTOMER),
                n(n, IMPORTED),
                n(n, REVISED),
                n(n, REVISED_BY_CUSTOMER),
                share(n(n, REVISED), n(n, MADE)),
                dates(n),
                original,
                share(original.kept, original.counting()),
                standing,
                share(original.kept + standing.kept, original.counting() + standing.counting()),
                original.counting() < SMALL);
    }

    private static Outcomes dates(Map<Figure, Long> n) {
        return new Outcomes(
                n(n, DATE_KEPT),
                n(n, DATE_EXPLAINED_IN_TIME),
                n(n, DATE_MOVED_BY_CUSTOMER),
                n(n, DATE_EXPLAINED_LATE),
                n(n, DATE_ATTEMPTED_IN_TIME),
                n(n, DATE_BROKEN_SILENTLY),
                n(n, DATE_WITHDRAWN_AGREED),
                n(n, DATE_WITHDRAWN),
                n(n, DATE_REFUTED));
    }

    private static Standing standing(Map<Figure, Long> n) {
        return new Standing(
                n(n, NOW_OPEN),
                n(n, NOW_KEPT),
                n(n, NOW_EXPLAINED_IN_TIME),
                n(n, NOW_MOVED_BY_CUSTOMER),
                n(n, NOW_EXPLAINED_LATE),
                n(n, NOW_ATTEMPTED_IN_TIME),
                n(n, NOW_NEW_DATE_UNTOLD),
                n(n, NOW_BROKEN),
                n(n, NOW_WITHDRAWN_AGREED),
                n(n, NOW_WITHDRAWN));
    }

    private static long n(Map<Figure, Long> n, Figure figure) {
        return n.getOrDefault(figure, 0L);
    }

    private static @Nullable Double share(long part, long of) {
        return of == 0 ? null : (double) part / of;
    }
}
