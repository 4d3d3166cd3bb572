package io.aftercare.messaging.inbox;

import io.aftercare.messaging.MessagingSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Blows when unexpected failures look like a bug of ours and not like a bad record: many in a row,
 * or a large share of a minute's records. It is armed again by a restart only.
 */
final class Fuse {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final MessagingSettings.Fuse settings;
    private final Deque<Count> minute = new ArrayDeque<>();
    private long passed;
    private long failed;
    private int inARow;

    Fuse(MessagingSettings.Fuse settings) {
        this.settings = settings;
    }

    /**
     * @param now a monotonic time in nanoseconds
     */
    void passed(int records, long now) {
        inARow = 0;
        count(new Count(now, records, 0));
    }

    /** A record became a dead letter by an unexpected exception. */
    void failed(long now) {
        inARow++;
        count(new Count(now, 0, 1));
    }

    boolean blown() {
        return inARow >= settings.inARow()
                || (failed >= settings.inARow()
                        && failed * 100 >= (passed + failed) * settings.percent());
    }

    private void count(Count count) {
        minute.addLast(count);
        passed += count.passed;
        failed += count.failed;
        while (count.at - minute.getFirst().at > MINUTE) {
            Count old = minute.removeFirst();
            passed -= old.passed;
            failed -= old.failed;
        }
    }

    private record Count(long at, long passed, long failed) {}
}
