package io.aftercare.messaging.wire;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of the work at hand on this thread: taken from a record, a timer or a
 * request, and passed on, unchanged, with everything that follows from it.
 */
public final class Trace {

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final ThreadLocal<@Nullable String> CURRENT = new ThreadLocal<>();

    private Trace() {}

    /** The current {@code traceparent}, or null. */
    public static @Nullable String current() {
        return CURRENT.get();
    }

    /** Makes it the current one; anything but a well-formed value clears it. */
    public static void set(@Nullable String traceparent) {
        if (traceparent == null || !TRACEPARENT.matcher(traceparent).matches()) {
            CURRENT.remove();
        } else {
            CURRENT.set(traceparent);
        }
    }

    public static void clear() {
        CURRENT.remove();
    }
}
