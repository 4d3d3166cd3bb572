package io.aftercare.notifications.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody gets of what comes in crowds: so many letters within a while. What does not fit
 * goes in one letter together, at once or, if even that is too much, as soon as one fits.
 */
final class Pile {

    /**
     * How much is too much.
     *
     * @param letters at most within the while; a bundle is one
     * @param within the while
     * @param most messages in one bundle
     */
    record Limit(int letters, Duration within, int most) {}

    private final Limit limit;
    private final List<Instant> lately;
    private int waiting;
    private boolean held;

    /**
     * @param lately when the letters of the while were sent, the last one first; no more of them
     *     than the limit
     * @param waiting how many messages could go now; one more than the limit stands for any number
     * @param held true if some of them had to wait
     */
    Pile(Limit limit, List<Instant> lately, int waiting, boolean held) {
        this.limit = limit;
        this.lately = new ArrayList<>(lately);
        this.waiting = waiting;
        this.held = held;
    }

    /** From when on one more letter fits; null if it does now. */
    @Nullable Instant fullUntil() {
        return lately.size() < limit.letters
                ? null
                : lately.get(limit.letters - 1).plus(limit.within);
    }

    /** True if what waits goes together: it had to wait, or is more than letters that fit. */
    boolean isCrowd() {
        return held || waiting > limit.letters - lately.size();
    }

    /** A letter goes now, with so many of those that waited; none if it goes once more. */
    void sent(Instant now, int messages) {
        lately.addFirst(now);
        // a bundle that is full leaves others behind, nobody knows how many
        boolean more = messages == limit.most;
        waiting = more ? limit.letters + 1 : Math.max(0, waiting - messages);
        held = more || held && messages == 0;
    }
}
