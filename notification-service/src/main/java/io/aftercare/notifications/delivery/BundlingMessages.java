package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Ids;
import io.aftercare.messaging.timers.Timers;
import io.aftercare.notifications.delivery.Message.Fact;
import io.aftercare.notifications.delivery.Pile.Limit;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Puts what comes in crowds into one letter, so that nobody gets a hundred of them. */
@Component
class BundlingMessages {

    private final Messages messages;
    private final Piles piles;
    private final MessageEvents events;
    private final Timers timers;
    private final Retries retries;
    private final Limit limit;

    BundlingMessages(
            Messages messages,
            Piles piles,
            MessageEvents events,
            Timers timers,
            DeliverySettings settings) {
        this.messages = messages;
        this.piles = piles;
        this.events = events;
        this.timers = timers;
        this.retries = settings.retries();
        this.limit = settings.bundle().limit();
    }

    /** Of the recipients of those of these messages that come in crowds. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<String, Pile> piles(Collection<Message> of, Instant now) {
        List<String> recipients =
                of.stream()
                        .map(Message::request)
                        .filter(request -> request.purpose().crowds())
                        .map(Request::recipient)
                        .distinct()
                        .toList();
        return recipients.isEmpty() ? Map.of() : piles.load(recipients, limit, now);
    }

    /**
     * What goes in one letter with this message, which has just been claimed: what went with it
     * before, if somebody may have got that; else all that waits for the same recipient and could
     * go, if it is a crowd.
     *
     * @param loaded the messages of this transaction, by key; those that go are added
     * @return all that goes, this message included
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Message> gather(
            Message message, Recipient to, Pile pile, Map<String, Message> loaded, Instant now) {
        if (message.progress().maybeSent()) {
            pile.sent(now, 0);
            return goneBefore(message, to, loaded, now);
        }
        List<Message> all = pile.isCrowd() ? crowd(message, to, loaded, now) : List.of(message);
        pile.sent(now, all.size());
        return all;
    }

    /** The same letter as before, which the recipient can tell by its id. */
    private List<Message> goneBefore(
            Message message, Recipient to, Map<String, Message> loaded, Instant now) {
        List<Message> all = new ArrayList<>(List.of(message));
        UUID bundle = message.bundle();
        if (bundle == null) {
            return all;
        }
        for (Message stored : messages.ofBundle(bundle)) {
            Message mate = known(stored, loaded);
            if (mate != message) {
                Fact fact = mate.due(to, () -> true, retries, now);
                if (fact != null) {
                    events.publish(mate.request(), fact);
                }
                take(mate, loaded);
                if (mate.isLeasedUntil(message.lease())) {
                    all.add(mate);
                }
            }
        }
        return all;
    }

    private List<Message> crowd(
            Message message, Recipient to, Map<String, Message> loaded, Instant now) {
        List<Message> all = new ArrayList<>(List.of(message));
        for (Message stored : messages.ready(to(message), now, limit.most())) {
            Message mate = known(stored, loaded);
            if (all.size() < limit.most() && mate.joins(to, now)) {
                mate.due(to, () -> true, retries, now);
                take(mate, loaded);
                all.add(mate);
            }
        }
        if (all.size() > 1) {
            UUID bundle = Ids.of("bundle", message.request().key(), now);
            all.forEach(one -> one.goIn(bundle));
        }
        return all;
    }

    private static String to(Message message) {
        return message.request().recipient();
    }

    /** What this transaction has decided already is not in the table yet. */
    private static Message known(Message stored, Map<String, Message> loaded) {
        return loaded.getOrDefault(stored.request().key(), stored);
    }

    private void take(Message mate, Map<String, Message> loaded) {
        loaded.put(mate.request().key(), mate);
        DeliveringMessages.setTimer(timers, mate);
    }
}
