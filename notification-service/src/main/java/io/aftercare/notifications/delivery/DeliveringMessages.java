package io.aftercare.notifications.delivery;

import io.aftercare.messaging.timers.DueTimer;
import io.aftercare.messaging.timers.Timer;
import io.aftercare.messaging.timers.TimerHandler;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.notifications.delivery.AddressingMessages.People;
import io.aftercare.notifications.delivery.Message.Fact;
import io.aftercare.notifications.delivery.Room.Parcel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Looks at messages whose moment has come or whose lease has run out. A claim commits first; only
 * then is the provider called.
 */
@Component
class DeliveringMessages implements TimerHandler {

    static final String KIND = "deliver";

    private final Messages messages;
    private final AddressingMessages addressing;
    private final BundlingMessages bundling;
    private final MessageEvents events;
    private final Timers timers;
    private final SendingClaims sender;
    private final Retries retries;

    DeliveringMessages(
            Messages messages,
            AddressingMessages addressing,
            BundlingMessages bundling,
            MessageEvents events,
            Timers timers,
            SendingClaims sender,
            DeliverySettings settings) {
        this.messages = messages;
        this.addressing = addressing;
        this.bundling = bundling;
        this.events = events;
        this.timers = timers;
        this.sender = sender;
        this.retries = settings.retries();
    }

    /** Sets the message's one timer to when it is looked at again, or cancels it. */
    static void setTimer(Timers timers, Message message) {
        Request request = message.request();
        Instant next = message.nextAt();
        if (next == null) {
            timers.cancel(KIND, request.key());
        } else {
            timers.set(Timer.at(next, KIND, request.key(), request.recipient()));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Collection<String> moreLocks(List<DueTimer> due) {
        return messages.cases(keys(due)).stream().map(caseId -> "case:" + caseId).toList();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void fire(List<DueTimer> due, Instant now) {
        Map<String, Message> all = messages.load(keys(due));
        People people = addressing.load(all.values());
        Map<String, Pile> piles = bundling.piles(all.values(), now);
        Room room = sender.room();
        for (String key : keys(due)) {
            Message message = all.get(key);
            if (message != null) {
                Trace.set(message.request().trace());
                look(message, people, piles, all, room, now);
            }
        }
        Trace.clear();
        messages.save(all.values());
    }

    private void look(
            Message message,
            People people,
            Map<String, Pile> piles,
            Map<String, Message> all,
            Room room,
            Instant now) {
        Request request = message.request();
        Pile pile = request.purpose().crowds() ? piles.get(request.recipient()) : null;
        Recipient to = people.recipient(message);
        Instant fullUntil = pile == null || !message.isNew() ? null : pile.fullUntil();
        int before = room.taken();
        Fact fact = message.due(to.fullUntil(fullUntil), room::take, retries, now);
        if (fact != null) {
            events.publish(request, fact);
        }
        if (room.taken() > before) {
            List<Message> together =
                    pile == null ? List.of(message) : bundling.gather(message, to, pile, all, now);
            room.fill(new Parcel(Claim.of(together), addressing.letter(together, people, now)));
        }
        setTimer(timers, message);
    }

    private static List<String> keys(List<DueTimer> due) {
        return due.stream().map(DueTimer::subject).toList();
    }
}
