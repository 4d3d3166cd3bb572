package io.aftercare.messaging.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The service's clock in a test. It begins at the real time and stands still until it is moved.
 * Whole milliseconds, UTC. Moving it fires nothing by itself at once: see {@link FireTimers}.
 */
public final class MovableClock extends Clock {

    private final AtomicReference<Instant> now;

    public MovableClock() {
        this(Clock.tickMillis(ZoneOffset.UTC).instant());
    }

    public MovableClock(Instant now) {
        this.now = new AtomicReference<>(now.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves it forward, or back if the duration is negative; returns the new time. */
    public Instant advance(Duration by) {
        return now.updateAndGet(before -> before.plus(by).truncatedTo(ChronoUnit.MILLIS));
    }

    public void set(Instant instant) {
        now.set(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Not promised: a copy would not move with this one, so there is none. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("services compute local times from instants");
    }
}
