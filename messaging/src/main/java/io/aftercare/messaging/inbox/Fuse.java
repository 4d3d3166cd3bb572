package io.aftercare.messaging.inbox;

import io.aftercare.messaging.MessagingSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Blows when unexpected failures look like a bug of ours and not like a bad record: many in a row,
 * or a large share of a while's records. It is armed again by a restart only.
 *
 * <p>A record fails for good only after it was tried again for long, while its partition waits. So
 * the while must hold as many failures as are wanted, though they all come from one partition, one
 * after the other, with pauses between the tries: twice their time, or a minute if that is more.
 */
final class Fuse {

    private final MessagingSettings.Fuse settings;
    private final long window;
    private final Deque<Count> counts = new ArrayDeque<>();
    private long passed;
    private long failed;
    private int inARow;

    /**
     * @param retryFor how long a record is tried again before its failure counts
     */
    Fuse(MessagingSettings.Fuse settings, Duration retryFor) {
        this.settings = settings;
        this.window =
                Math.max(
                        settings.window().toNanos(),
                        retryFor.multipliedBy(2L * settings.inARow()).toNanos());
    }

    /**
     * @param records that had their effect now; repeats do not count
     * @param now a monotonic time in nanoseconds
     */
    void passed(int records, long now) {
        if (records > 0) {
            inARow = 0;
            count(new Count(now, records, 0));
        }
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
        counts.addLast(count);
        passed += count.passed;
        failed += count.failed;
        while (count.at - counts.getFirst().at > window) {
            Count old = counts.removeFirst();
            passed -= old.passed;
            failed -= old.failed;
        }
    }

    private record Count(long at, long passed, long failed) {}
}
