package io.aftercare.notifications.delivery;

import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.notifications.directory.AddresseesChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks again at what waits for somebody of whom something new is known: an unknown person has
 * become known, a faulty address was mended, somebody was erased.
 */
@Component
class WakingMessages {

    private final Messages messages;
    private final Timers timers;

    WakingMessages(Messages messages, Timers timers) {
        this.messages = messages;
        this.timers = timers;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(AddresseesChanged changed) {
        messages.waitingFor(changed.keys())
                .forEach(
                        (key, recipient) ->
                                timers.set(
                                        Timer.at(
                                                changed.at(),
                                                DeliveringMessages.KIND,
                                                key,
                                                recipient)));
    }
}
