package io.aftercare.notifications.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a message may go at this instant, as far as rules and recipient decide. */
sealed interface Verdict {

    /** A timer may fire late: what waits until then must still be in time. */
    Duration MARGIN = Duration.ofMinutes(1);

    record Now() implements Verdict {}

    record Later(Instant at) implements Verdict {}

    /** As {@link Later}, since the recipient got enough letters for now. */
    record Full(Instant until) implements Verdict {}

    record Never(Reason reason) implements Verdict {}

    static Verdict on(Request request, Recipient to, Instant now) {
        if (to.standing() == Recipient.Standing.ERASED) {
            return new Never(Reason.ERASED);
        }
        boolean unknown = to.standing() == Recipient.Standing.UNKNOWN;
        if (now.isAfter(request.notAfter())) {
            return new Never(unknown ? Reason.NO_CONTACT : Reason.TOO_LATE);
        }
        if (now.isBefore(request.notBefore())) {
            return new Later(request.notBefore());
        }
        if (unknown) {
            // who publishes contacts may be slower than who asks; a contact that comes wakes it
            return new Later(request.notAfter().plusMillis(1));
        }
        Reason forbidden = forbidden(request.purpose(), to);
        if (forbidden != null) {
            return new Never(forbidden);
        }
        Instant full = request.purpose().crowds() ? to.fullUntil() : null;
        return full != null && now.isBefore(full) && isInTime(request, full)
                ? new Full(full)
                : inHours(request, to, now);
    }

    private static @Nullable Reason forbidden(Purpose purpose, Recipient to) {
        boolean customer = purpose.audience() == Purpose.Audience.CUSTOMER;
        if (customer && to.stance() == Recipient.Stance.NOTHING) {
            return Reason.HANDLING;
        }
        if (purpose.solicits() && to.stance() != Recipient.Stance.EVERYTHING) {
            return Reason.HANDLING;
        }
        if (purpose.solicits() && to.surveysRefused()) {
            return Reason.REFUSED;
        }
        return to.address() ? null : Reason.NO_ADDRESS;
    }

    /** Rather one letter too many than none. */
    private static boolean isInTime(Request request, Instant at) {
        return at.plus(MARGIN).isBefore(request.notAfter());
    }

    private static Verdict inHours(Request request, Recipient to, Instant now) {
        if (request.purpose().hours() == Purpose.Hours.ANY) {
            return new Now();
        }
        Instant allowed = to.hours().nextAllowed(now);
        if (!allowed.isAfter(now) || isWaived(request, allowed)) {
            return new Now();
        }
        return allowed.isAfter(request.notAfter())
                ? new Never(Reason.NO_ALLOWED_TIME)
                : new Later(allowed);
    }

    /** Better woken than surprised: word of a promise does not wait until it is too late. */
    private static boolean isWaived(Request request, Instant allowed) {
        return switch (request.purpose().hours()) {
            case ALLOWED_UNLESS_OVERDUE -> request.due() != null && allowed.isAfter(request.due());
            case ALLOWED_UNLESS_TOO_LATE -> allowed.isAfter(request.notAfter());
            case ANY, ALLOWED -> false;
        };
    }
}
