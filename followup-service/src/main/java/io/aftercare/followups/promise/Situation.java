package io.aftercare.followups.promise;

import io.aftercare.hours.BusinessCalendar;
import io.aftercare.hours.ContactWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a moment of those a promise concerns.
 *
 * @param owner who answers for it
 * @param lead who leads their team
 * @param manager who leads the team above
 * @param hours when their team works
 * @param customer when the customer may be written to, null if nobody is known
 * @param pace how early and how soon people are told
 */
record Situation(
        Colleague owner,
        Colleague lead,
        Colleague manager,
        BusinessCalendar hours,
        @Nullable ContactWindow customer,
        Pace pace) {

    /**
     * One who may be told.
     *
     * @param id null if nobody is known
     * @param present who can be spoken to now in their place, they themselves or a deputy; null if
     *     all of them are away
     * @param hours when they work
     */
    record Colleague(@Nullable String id, @Nullable String present, BusinessCalendar hours) {}

    /** Who is told first. If everybody is away the owner is, rather than nobody. */
    @Nullable String toldFirst() {
        if (owner.present != null) {
            return owner.present;
        }
        return lead.present != null ? lead.present : owner.id;
    }

    /** Who contacts the customer when the promise cannot be kept. */
    @Nullable String contactsCustomer() {
        return lead.present != null ? lead.present : toldFirst();
    }

    /**
     * When a break is brought before the lead, 1, and the manager, 2; never before the one below.
     * Null if nobody is known.
     *
     * @param from when it could be known
     * @param atOnce true if there is nobody left to ask but the manager
     */
    @Nullable Instant stepAt(int level, Instant from, boolean atOnce) {
        Instant first = lead.id == null || atOnce ? null : lead.hours.plus(from, pace.leadAfter());
        if (level == 1 || manager.id == null) {
            return level == 1 ? first : null;
        }
        if (atOnce) {
            return from;
        }
        Instant second =
                pace.managerAfter() == null
                        ? manager.hours.plusBusinessDays(from, pace.managerDays())
                        : manager.hours.plus(from, pace.managerAfter());
        return first != null && first.isAfter(second) ? first : second;
    }
}
