package io.aftercare.followups.promise;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was done so that a date is kept, or at least not passed over in silence.
 *
 * @param warned the last warning, 0 before the first
 * @param answer what its owner said to it; the newest answer counts
 * @param heldAt when the customer was to be told that it is not done, null if they were not
 * @param escalated the last step of the ladder after a break, 0 before the lead's
 */
record Watch(int warned, @Nullable Answer answer, @Nullable Instant heldAt, int escalated) {

    static final Watch NONE = new Watch(0, null, null, 0);

    /** What the owner says to a warning. */
    enum Answer {
        WILL_KEEP,
        WILL_NOT
    }

    Watch warned(int level) {
        return new Watch(level, answer, heldAt, escalated);
    }

    Watch answered(Answer said) {
        return new Watch(warned, said, heldAt, escalated);
    }

    Watch held(Instant at) {
        return new Watch(warned, answer, at, escalated);
    }

    Watch escalated(int level) {
        return new Watch(warned, answer, heldAt, level);
    }
}
