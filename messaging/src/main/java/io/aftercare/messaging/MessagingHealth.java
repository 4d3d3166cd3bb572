package io.aftercare.messaging;

import io.aftercare.messaging.inbox.Subscriptions;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready only while messages flow: part of readiness, never of liveness. */
class MessagingHealth implements HealthIndicator {

    private final Engine engine;
    private final Subscriptions subscriptions;
    private final BrokerWatch broker;

    MessagingHealth(Engine engine, Subscriptions subscriptions, BrokerWatch broker) {
        this.engine = engine;
        this.subscriptions = subscriptions;
        this.broker = broker;
    }

    @Override
    public Health health() {
        if (!engine.started()) {
            return Health.down().withDetail("registry", "schemas are not looked up yet").build();
        }
        if (!broker.answers()) {
            return Health.down().withDetail("broker", "does not answer").build();
        }
        var troubles = subscriptions.troubles();
        return troubles.isEmpty()
                ? Health.up().build()
                : Health.down().withDetails(troubles).build();
    }
}
