package io.aftercare.hours;

import io.aftercare.hours.OpenTime.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        long at = OpenTime.millis(instant);
        Stretch next = hours.firstAfter(at);
        return next != null && next.start() == at;
    }

    /** The first allowed instant at or after this one. */
    public Instant nextAllowed(Instant instant) {
        long at = OpenTime.millis(instant);
        long start = found(hours.firstAfter(at), instant).start();
        return start == at ? instant : Instant.ofEpochMilli(start);
    }

    /** The last allowed millisecond that is earlier than this instant. */
    public Instant lastAllowedBefore(Instant instant) {
        long at = OpenTime.millis(instant);
        return Instant.ofEpochMilli(found(hours.lastBefore(at), instant).end() - 1);
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

    private static Stretch found(@Nullable Stretch stretch, Instant instant) {
        if (stretch == null) {
            throw new InvalidHours(
                    "instant",
                    "must leave allowed time in %d to %d: %s"
                            .formatted(OpenTime.FIRST_YEAR, OpenTime.LAST_YEAR, instant));
        }
        return stretch;
    }
}
