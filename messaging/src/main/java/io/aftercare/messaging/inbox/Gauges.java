package io.aftercare.messaging.inbox;

import io.aftercare.messaging.inbox.Waits.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What an operator is alarmed by, of one topic and all its consumers in this process. */
final class Gauges {

    private Gauges() {}

    /**
     * Whether a consumer has stopped for good, partitions that stand still by the reason, and the
     * age of the oldest record they stand before, by the broker's time: it survives restarts.
     */
    static void register(
            MeterRegistry metrics, String topic, List<Consuming<?>> consumers, Clock clock) {
        Gauge.builder(
                        "messaging.stopped",
                        consumers,
                        all -> all.stream().anyMatch(Consuming::isStopped) ? 1 : 0)
                .tag("topic", topic)
                .strongReference(true)
                .register(metrics);
        for (Reason reason : Reason.values()) {
            Gauge.builder(
                            "messaging.standing",
                            consumers,
                            all -> all.stream().mapToInt(it -> it.waits().standing(reason)).sum())
                    .tag("topic", topic)
                    .strongReference(true)
                    .tag("reason", reason.name())
                    .register(metrics);
        }
        TimeGauge.builder(
                        "messaging.standing.oldest",
                        consumers,
                        TimeUnit.MILLISECONDS,
                        all -> oldest(all, clock.millis()))
                .tag("topic", topic)
                .strongReference(true)
                .register(metrics);
    }

    private static double oldest(List<Consuming<?>> consumers, long now) {
        return consumers.stream()
                .flatMapToLong(it -> it.waits().oldestMillis().stream())
                .map(written -> Math.max(0, now - written))
                .max()
                .orElse(0);
    }
}
