package io.aftercare.followups.promise;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Notes when customers were told of new dates: that is what a date is judged by. */
@Component
public class HearingDeliveries {

    private final Promises promises;
    private final PromiseEvents events;
    private final Clock clock;

    HearingDeliveries(Promises promises, PromiseEvents events, Clock clock) {
        this.promises = promises;
        this.events = events;
        this.clock = clock;
    }

    /** Word of a promise's new date was delivered. */
    public record Delivery(UUID promiseId, int revision, Instant at) {}

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Collection<Delivery> deliveries) {
        Map<UUID, Promise> told =
                promises.load(deliveries.stream().map(Delivery::promiseId).distinct().toList());
        for (Delivery delivery : deliveries) {
            Promise promise = told.get(delivery.promiseId());
            if (promise != null) {
                events.publish(
                        promise, promise.delivered(delivery.revision(), delivery.at()), null);
            }
        }
        promises.save(told.values(), clock.instant());
    }
}
