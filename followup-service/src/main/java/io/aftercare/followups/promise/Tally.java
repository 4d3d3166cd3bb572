package io.aftercare.followups.promise;

import io.aftercare.followups.promise.Revision.Initiative;
import io.aftercare.followups.promise.Revision.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As what a promise counts in the figures, as it stands: outcomes of its dates once they are final,
 * and how its first date stands until then.
 */
final class Tally {

    /** A date that the customer asked to move is no success and no failure. */
    private static final String MOVED_BY_CUSTOMER = "MOVED_BY_CUSTOMER";

    private Tally() {}

    /** How many of each figure it is, by name. */
    static Map<String, Integer> of(Promise promise) {
        if (!promise.hasDate()) {
            // in no share: no date was given that could be kept
            return promise.state() == Promise.State.AWAITING_CUSTOMER
                    ? Map.of("AWAITING_CUSTOMER", 1)
                    : Map.of();
        }
        Map<String, Integer> tally = new HashMap<>();
        tally.put("MADE", 1);
        if (promise.terms().imported()) {
            tally.put("IMPORTED", 1);
        }
        for (Revision date : promise.revisions()) {
            if (date.change() != null) {
                boolean byCustomer = date.change().initiative() == Initiative.CUSTOMER;
                tally.merge(byCustomer ? "REVISED_BY_CUSTOMER" : "REVISED", 1, Integer::sum);
            }
            if (date.outcome() != null) {
                String outcome = name(promise, date, date.outcome());
                tally.merge("DATE_" + outcome, 1, Integer::sum);
                if (date.number() == Revision.FIRST) {
                    tally.put("FIRST_" + outcome, 1);
                }
            }
        }
        Revision first = promise.revision(Revision.FIRST);
        if (first.outcome() == null) {
            tally.put("NOW_" + standing(promise, first), 1);
        }
        return tally;
    }

    /** What has changed since it was counted last, and under what. */
    record Change(Attribution under, Map<String, Integer> by) {}

    /**
     * What has changed since it was counted last; nothing if it is not counted. What got its first
     * date after it was promised is counted anew, in the week of that.
     */
    static List<Change> changes(Promise promise) {
        Attribution now = promise.attribution();
        Attribution before = promise.countedUnder();
        if (now == null) {
            return List.of();
        }
        Map<String, Integer> as = of(promise);
        Map<String, Integer> gone = new HashMap<>();
        promise.counted().forEach((name, n) -> gone.put(name, -n));
        if (before != null && !before.equals(now)) {
            return List.of(new Change(before, gone), new Change(now, as));
        }
        as.forEach((name, n) -> gone.merge(name, n, Integer::sum));
        gone.values().removeIf(n -> n == 0);
        return List.of(new Change(now, gone));
    }

    private static String name(Promise promise, Revision date, Outcome outcome) {
        return outcome == Outcome.EXPLAINED_IN_TIME && isMovedByCustomer(promise, date)
                ? MOVED_BY_CUSTOMER
                : outcome.name();
    }

    /** By the date that took its place: what moved that one again does not matter here. */
    private static boolean isMovedByCustomer(Promise promise, Revision date) {
        Revision next = after(promise, date);
        return next != null
                && next.change() != null
                && next.change().initiative() == Initiative.CUSTOMER
                && !next.givenAt().isAfter(date.due());
    }

    private static @Nullable Revision after(Promise promise, Revision date) {
        return date.number() == promise.revision().number()
                ? null
                : promise.revision(date.number() + 1);
    }

    /** What its outcome would be by what has been heard so far. */
    private static String standing(Promise promise, Revision first) {
        Revision next = after(promise, first);
        if (next == null && promise.state() == Promise.State.OPEN) {
            return "OPEN"; // however often we tried to reach the customer, it may still be kept
        }
        Outcome soFar = new Judgement(promise, List.of()).outcome(first, Instant.MAX);
        if (soFar != Outcome.BROKEN_SILENTLY) {
            return name(promise, first, soFar);
        }
        if (next != null && !next.givenAt().isAfter(first.due())) {
            return "NEW_DATE_UNTOLD";
        }
        return "BROKEN";
    }
}
