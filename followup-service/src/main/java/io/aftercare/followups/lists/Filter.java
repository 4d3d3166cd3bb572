package io.aftercare.followups.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which promises are on a list.
 *
 * @param state one of {@link #STATES}; null: what is still to be done, as it is open or broken, or
 *     the customer could not be reached yet
 * @param owner who answers for it now
 * @param unowned true for those for which nobody does, also if they wait for their customer; then
 *     without an owner
 * @param team the team that answers for its case now
 * @param dueBefore exclusive
 * @param dueAfter inclusive
 */
record Filter(
        @Nullable String state,
        @Nullable String owner,
        boolean unowned,
        @Nullable String team,
        @Nullable Instant dueBefore,
        @Nullable Instant dueAfter) {

    static final Set<String> STATES =
            Set.of(
                    "AWAITING_CUSTOMER",
                    "OPEN",
                    "ATTEMPTED",
                    "BROKEN",
                    "KEPT",
                    "KEPT_LATE",
                    "WITHDRAWN");

    /** In the indexes they are one, so that a break changes none of them. */
    private static final Set<String> TO_DO = Set.of("OPEN", "ATTEMPTED", "BROKEN");

    static Filter ofOwner(String owner, @Nullable Instant dueAfter, Instant dueBefore) {
        return new Filter(null, owner, false, null, dueBefore, dueAfter);
    }

    static Filter ofNobody() {
        return new Filter(null, null, true, null, null, null);
    }

    /** As SQL. What is in the indexes is written out, so that the planner sees how much it is. */
    String condition() {
        List<String> all = new ArrayList<>();
        if (state == null) {
            all.add(toBeDone());
        } else if (TO_DO.contains(state)) {
            all.add("listed_as = 'TO_DO' AND state = '%s'".formatted(checked(state)));
        } else {
            all.add("listed_as = '%s'".formatted(checked(state)));
        }
        if (unowned) {
            all.add("coalesce(owner, case_owner) IS NULL");
        }
        if (owner != null) {
            all.add("coalesce(owner, case_owner) = :owner");
        }
        if (team != null) {
            all.add("case_team = :team");
        }
        if (dueBefore != null) {
            all.add("due_at < :dueBefore::timestamptz");
        }
        if (dueAfter != null) {
            all.add("due_at >= :dueAfter::timestamptz AND revision > 0");
        }
        return String.join(" AND ", all);
    }

    /** What waits for its customer has to have somebody who answers for it, too. */
    private String toBeDone() {
        return unowned ? "listed_as IN ('AWAITING_CUSTOMER', 'TO_DO')" : "listed_as = 'TO_DO'";
    }

    private static String checked(String state) {
        if (!STATES.contains(state)) {
            throw new IllegalArgumentException("no state of a promise");
        }
        return state;
    }

    Map<String, Object> params() {
        Map<String, Object> params = new HashMap<>();
        put(params, "owner", owner);
        put(params, "team", team);
        put(params, "dueBefore", dueBefore);
        put(params, "dueAfter", dueAfter);
        return params;
    }

    private static void put(Map<String, Object> params, String name, @Nullable Object value) {
        if (value != null) {
            params.put(name, value.toString());
        }
    }
}
