package io.aftercare.notifications.delivery;

import io.aftercare.hours.ContactWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether and when somebody may be written to.
 *
 * @param address true if there is an address on a channel we have
 * @param stance what a machine may send them
 * @param surveysRefused true if they want no surveys
 * @param hours when e-mail is allowed
 * @param fullUntil until when they got enough of what comes in crowds; null if they did not
 */
record Recipient(
        Standing standing,
        boolean address,
        Stance stance,
        boolean surveysRefused,
        ContactWindow hours,
        @Nullable Instant fullUntil) {

    Recipient(
            Standing standing,
            boolean address,
            Stance stance,
            boolean surveysRefused,
            ContactWindow hours) {
        this(standing, address, stance, surveysRefused, hours, null);
    }

    Recipient fullUntil(@Nullable Instant instant) {
        return new Recipient(standing, address, stance, surveysRefused, hours, instant);
    }

    /** Whether anybody knows them. */
    enum Standing {
        UNKNOWN,
        KNOWN,
        ERASED
    }

    /** What a machine may send. */
    enum Stance {
        EVERYTHING,
        SERVICE_ONLY,
        NOTHING;

        /** Of a person's and a case's the stricter. */
        Stance orStricter(Stance other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }
}
