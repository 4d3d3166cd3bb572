package io.aftercare.messaging;

import io.aftercare.messaging.inbox.Subscriptions;
import io.aftercare.messaging.outbox.Relay;
import io.aftercare.messaging.timers.FiringTimers;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready only while messages flow: part of readiness, never of liveness. */
class MessagingHealth implements HealthIndicator {

    private final Engine engine;
    private final Subscriptions subscriptions;
    private final Relay relay;
    private final FiringTimers timers;
    private final BrokerWatch broker;

    MessagingHealth(
            Engine engine,
            Subscriptions subscriptions,
            Relay relay,
            FiringTimers timers,
            BrokerWatch broker) {
        this.engine = engine;
        this.subscriptions = subscriptions;
        this.relay = relay;
        this.timers = timers;
        this.broker = broker;
    }

    @Override
    public Health health() {
        String waitsFor = engine.waitsFor();
        if (waitsFor != null) {
            return Health.down().withDetail("start", waitsFor).build();
        }
        if (!broker.answers()) {
            return Health.down().withDetail("broker", "does not answer").build();
        }
        Map<String, String> troubles = new TreeMap<>(subscriptions.troubles());
        troubles.putAll(relay.troubles());
        String ofTimers = timers.trouble();
        if (ofTimers != null) {
            troubles.put("timers", ofTimers);
        }
        return troubles.isEmpty()
                ? Health.up().build()
                : Health.down().withDetails(troubles).build();
    }
}
