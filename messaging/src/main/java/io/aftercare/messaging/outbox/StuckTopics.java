package io.aftercare.messaging.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Topics that cannot be written at the moment. Order is promised per topic and key, so the others
 * need not wait for them: a stuck topic is left out as a whole, and tried alone now and then.
 */
final class StuckTopics {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /**
     * Far longer than a trial takes that ends. A client that never returns must not leave a topic
     * out for ever; a second trial beside it only repeats what it sends.
     */
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(20);

    private static final String ENDLESS = "a trial has not ended";

    private final LongSupplier nanos;
    private final Map<String, Stuck> stuck = new TreeMap<>();

    /**
     * @param nanos a running time
     */
    StuckTopics(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param next when it is tried, or when the trial at hand began
     */
    private record Stuck(int failures, String reason, long next, boolean trying) {}

    /** Nothing could be sent to it, or not all. */
    synchronized void failed(String topic, String reason) {
        stuck.compute(
                topic,
                (_, before) -> {
                    int failures = before == null ? 1 : before.failures + 1;
                    long pause = FIRST_PAUSE.toNanos() << Math.min(failures - 1, 10);
                    return new Stuck(
                            failures,
                            reason,
                            nanos.getAsLong() + Math.min(pause, LONGEST_PAUSE.toNanos()),
                            false);
                });
    }

    /** It is written again. */
    synchronized void recovered(String topic) {
        stuck.remove(topic);
    }

    synchronized Set<String> all() {
        return Set.copyOf(stuck.keySet());
    }

    /** Those to be tried now; each is not given again before its trial has ended, or never will. */
    synchronized List<String> toTry() {
        long now = nanos.getAsLong();
        List<String> due = new ArrayList<>();
        stuck.replaceAll(
                (topic, it) -> {
                    boolean endless = it.trying && now - it.next >= LONGEST_TRIAL.toNanos();
                    if (now - it.next < 0 || (it.trying && !endless)) {
                        return it;
                    }
                    due.add(topic);
                    return endless
                            ? new Stuck(it.failures + 1, ENDLESS, now, true)
                            : new Stuck(it.failures, it.reason, now, true);
                });
        return due;
    }

    /** What is wrong, by topic: those that failed again when they were tried alone. */
    synchronized Map<String, String> troubles() {
        Map<String, String> troubles = new TreeMap<>();
        stuck.forEach(
                (topic, it) -> {
                    if (it.failures > 1) {
                        troubles.put(topic, it.reason);
                    }
                });
        return troubles;
    }
}
