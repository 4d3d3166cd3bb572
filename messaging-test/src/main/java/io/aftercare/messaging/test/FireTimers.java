package io.aftercare.messaging.test;

import static org.awaitility.Awaitility.await;

import io.aftercare.messaging.Row;
import io.aftercare.messaging.timers.FiringTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Fires due timers now, through the service's own firing, instead of waiting until it wakes. */
public final class FireTimers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final FiringTimers firing;
    private final JdbcClient sql;
    private final MovableClock clock;

    FireTimers(FiringTimers firing, JdbcClient sql, MovableClock clock) {
        this.firing = firing;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * Returns when nothing is due any more, half a minute at most: also timers that wait for a
     * topic have fired then, and those that were set by timers and are due too. A timer that failed
     * is put off, so it is not due.
     */
    public void due() {
        await("every due timer fires")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            firing.fireDue();
                            return pending().stream()
                                    .noneMatch(timer -> !timer.due().isAfter(clock.instant()));
                        });
    }

    /** Moves the clock forward and fires what is due then. */
    public void after(Duration time) {
        clock.advance(time);
        due();
    }

    /** Moves the clock to an instant and fires what is due then. */
    public void at(Instant instant) {
        clock.set(instant);
        due();
    }

    /** Timers that will fire, the earliest first; parked ones will not. */
    public List<Pending> pending() {
        return sql.sql(
                        """
                        SELECT kind, subject, next_try FROM messaging.timer
                         WHERE NOT parked ORDER BY next_try, kind, subject""")
                .query(
                        (row, _) ->
                                new Pending(
                                        row.getString("kind"),
                                        row.getString("subject"),
                                        Row.instant(row, "next_try")))
                .list();
    }

    /** A timer that will fire. */
    public record Pending(String kind, String subject, Instant due) {}
}
