package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done so that a date is kept, or at least not passed over in silence.
 *
 * @param warned the last warning, 0 before the first
 * @param answer what its owner said to it; the newest answer counts
 * @param heldAt when the customer was to be told that it is not done, null if they were not
 * @param heldInVain true if that message did not reach them
 * @param escalated the last step of the ladder after a break, 0 before the lead's
 * @param attempts to reach the customer by phone, null if there was none
 */
record Watch(
        int warned,
        @Nullable Answer answer,
        @Nullable Instant heldAt,
        boolean heldInVain,
        int escalated,
        @Nullable Attempts attempts) {

    static final Watch NONE = new Watch(0, null, null, false, 0, null);

    /**
     * Calls that did not reach the customer.
     *
     * @param apart true if the last came long enough after the first to count as a second one
     * @param wroteAt when the customer got word of them, null if they did not
     */
    record Attempts(Instant first, Instant last, boolean apart, @Nullable Instant wroteAt) {

        /** All that could be done by then was done: two calls, and a message. */
        boolean suffice(Instant due) {
            return apart && !last.isAfter(due) && wroteAt != null && !wroteAt.isAfter(due);
        }
    }

    /** What the owner says to a warning. */
    enum Answer {
        WILL_KEEP,
        WILL_NOT
    }

    Watch warned(int level) {
        return new Watch(level, answer, heldAt, heldInVain, escalated, attempts);
    }

    /**
     * @param said null: nothing that still counts
     */
    Watch answered(@Nullable Answer said) {
        return new Watch(warned, said, heldAt, heldInVain, escalated, attempts);
    }

    Watch held(Instant at) {
        return new Watch(warned, answer, at, false, escalated, attempts);
    }

    /** The customer was to be told that it is not done, and did not get the message. */
    Watch inVain() {
        return new Watch(warned, answer, heldAt, true, escalated, attempts);
    }

    /** True if the customer knows that it is not done, as far as is known. */
    boolean isHeld() {
        return heldAt != null && !heldInVain;
    }

    Watch escalated(int level) {
        return new Watch(warned, answer, heldAt, heldInVain, level, attempts);
    }

    /**
     * Whichever of the attempts is heard of first.
     *
     * @param spaced how long after the first a second one counts
     */
    Watch attempted(Instant at, Duration spaced) {
        Attempts before = attempts == null ? new Attempts(at, at, false, null) : attempts;
        Instant first = at.isBefore(before.first) ? at : before.first;
        Instant last = at.isAfter(before.last) ? at : before.last;
        boolean apart = !last.isBefore(first.plus(spaced));
        return new Watch(
                warned,
                answer,
                heldAt,
                heldInVain,
                escalated,
                new Attempts(first, last, apart, before.wroteAt));
    }

    /** No call that did not reach the customer counts for it. */
    Watch untried() {
        return new Watch(warned, answer, heldAt, heldInVain, escalated, null);
    }

    Watch wrote(Instant at) {
        return attempts == null || attempts.wroteAt != null
                ? this
                : new Watch(
                        warned,
                        answer,
                        heldAt,
                        heldInVain,
                        escalated,
                        new Attempts(attempts.first, attempts.last, attempts.apart, at));
    }
}
