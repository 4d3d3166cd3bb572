package io.aftercare.hours;

import io.aftercare.hours.OpenTime.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When somebody may be contacted. Instants outside 1970 to 2099 are refused with {@link
 * InvalidHours}.
 */
public final class ContactWindow {
    private final OpenTime hours;

    ContactWindow(OpenTime hours) {
        this.hours = hours;
    }

    public boolean isAllowed(Instant instant) {
        return hours.isOpen(instant);
    }

    /** The first allowed instant at or after this one. */
    public Instant nextAllowed(Instant instant) {
        return hours.nextOpen(instant);
    }

    /** The last allowed millisecond that is earlier than this instant. */
    public Instant lastAllowedBefore(Instant instant) {
        return Instant.ofEpochMilli(hours.before(OpenTime.millis(instant)).end() - 1);
    }

    /**
     * All allowed time from one instant up to, not including, another: in order, apart from each
     * other, empty if there is none.
     */
    public List<Span> allowedBetween(Instant from, Instant to) {
        long until = OpenTime.millis(to);
        List<Span> spans = new ArrayList<>();
        Stretch next = hours.firstAfter(OpenTime.millis(from));
        while (next != null && next.start() < until) {
            long end = Math.min(until, next.end());
            Stretch after = hours.firstAfter(end);
            while (end < until && after != null && after.start() == end) {
                end = Math.min(until, after.end());
                after = hours.firstAfter(end);
            }
            spans.add(new Span(Instant.ofEpochMilli(next.start()), Instant.ofEpochMilli(end)));
            next = after;
        }
        return List.copyOf(spans);
    }
}
