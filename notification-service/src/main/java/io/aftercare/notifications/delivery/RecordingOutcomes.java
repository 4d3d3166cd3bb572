package io.aftercare.notifications.delivery;

import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.notifications.channel.Outcome;
import io.aftercare.notifications.delivery.Message.Fact;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records what the provider said. */
@Component
class RecordingOutcomes {

    private final Messages messages;
    private final MessageEvents events;
    private final Timers timers;
    private final Retries retries;

    RecordingOutcomes(
            Messages messages, MessageEvents events, Timers timers, DeliverySettings settings) {
        this.messages = messages;
        this.events = events;
        this.timers = timers;
        this.retries = settings.retries();
    }

    /**
     * @return true if it changed anything
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean record(Claim claim, Outcome outcome, Instant now) {
        List<Message> changed =
                messages.load(claim.keys()).values().stream()
                        .filter(message -> record(message, claim.lease(), outcome, now))
                        .toList();
        if (!changed.isEmpty()) {
            messages.save(changed);
        }
        return !changed.isEmpty();
    }

    private boolean record(Message message, Instant lease, Outcome outcome, Instant now) {
        Message.Progress before = message.progress();
        Trace.set(message.request().trace());
        Fact fact = apply(message, lease, outcome, now);
        if (message.progress().equals(before)) {
            return false;
        }
        if (fact != null) {
            events.publish(message.request(), fact);
        }
        DeliveringMessages.setTimer(timers, message);
        return true;
    }

    private @Nullable Fact apply(Message message, Instant lease, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Accepted() -> message.accepted(now);
            case Outcome.Refused _ -> message.refused(lease, now);
            case Outcome.Failed failed -> message.failed(lease, failed.unheard(), retries, now);
            case Outcome.NotTried() -> message.notTried(lease, retries, now);
        };
    }
}
