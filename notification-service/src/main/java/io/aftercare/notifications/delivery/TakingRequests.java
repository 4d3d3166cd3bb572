package io.aftercare.notifications.delivery;

import io.aftercare.messaging.timers.Timers;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.notifications.delivery.Message.Fact;
import io.aftercare.schemas.Keys;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes wishes: a message to be sent when its moment comes, one to be taken back, or how a case is
 * to be handled.
 */
@Component
class TakingRequests {

    private static final Logger LOG = LoggerFactory.getLogger(TakingRequests.class);

    private final Messages messages;
    private final TakeBacks takeBacks;
    private final Stances stances;
    private final BadRequests badRequests;
    private final MessageEvents events;
    private final Timers timers;
    private final Clock clock;

    TakingRequests(
            Messages messages,
            TakeBacks takeBacks,
            Stances stances,
            BadRequests badRequests,
            MessageEvents events,
            Timers timers,
            Clock clock) {
        this.messages = messages;
        this.takeBacks = takeBacks;
        this.stances = stances;
        this.badRequests = badRequests;
        this.events = events;
        this.timers = timers;
        this.clock = clock;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void take(List<Wish> wishes) {
        List<String> keys = wishes.stream().map(Wish::key).filter(Request::isKey).toList();
        Round round = new Round(messages.load(keys), takeBacks.load(keys), clock.instant());
        for (Wish wish : wishes) {
            Trace.set(wish.trace());
            switch (wish) {
                case Wish.Ask ask -> round.ask(ask);
                case Wish.TakeBack takeBack -> round.takeBack(takeBack);
                case Wish.Handle handle -> round.handled.add(handle.what());
            }
        }
        round.refuse();
        Trace.clear();
        round.save();
    }

    /** One batch under decision. */
    private final class Round {

        private final Map<String, Message> known;
        private final Map<String, TakenBack> early;
        private final Instant now;
        private final Map<String, Message> changed = new HashMap<>();
        private final Map<String, TakenBack> marked = new HashMap<>();
        private final Set<String> used = new HashSet<>();
        private final List<BadRequest> bad = new ArrayList<>();
        private final List<Handled> handled = new ArrayList<>();

        Round(Map<String, Message> known, Map<String, TakenBack> early, Instant now) {
            this.known = known;
            this.early = early;
            this.now = now;
        }

        void ask(Wish.Ask ask) {
            Request request = ask.request();
            String fault = fault(request);
            if (fault != null) {
                bad.add(new BadRequest(ask.eventId(), request.caseId(), fault, request));
            } else if (!known.containsKey(request.key())) {
                known.put(request.key(), begin(request));
            }
        }

        private static @Nullable String fault(Request request) {
            return Keys.isRecipient(request.recipient())
                    ? request.fault()
                    : "recipient must be person: or staff: and an id";
        }

        private Message begin(Request request) {
            Message message = Message.asked(request, now);
            changed.put(request.key(), message);
            TakenBack takeBack = early.get(request.key());
            if (takeBack != null && takeBack.isAbout(request)) {
                used.add(request.key());
                timers.cancel(ForgettingTakeBacks.KIND, request.key());
                takeBack(message);
            }
            DeliveringMessages.setTimer(timers, message);
            return message;
        }

        void takeBack(Wish.TakeBack wish) {
            TakenBack what = wish.what();
            Message message = known.get(what.key());
            if (!what.isWellFormed()) {
                refuse(wish, "messageKey and recipient must be those of a message");
            } else if (message == null) {
                mark(what);
            } else if (what.isAbout(message.request())) {
                takeBack(message);
                DeliveringMessages.setTimer(timers, message);
            } else {
                refuse(wish, "recipient and caseId must be those of the message");
            }
        }

        private void refuse(Wish.TakeBack wish, String rule) {
            bad.add(new BadRequest(wish.eventId(), wish.what().caseId(), rule, null));
        }

        private void takeBack(Message message) {
            Fact fact = message.takeBack(now);
            if (fact != null) {
                changed.put(message.request().key(), message);
                events.publish(message.request(), fact);
            }
        }

        private void mark(TakenBack takeBack) {
            if (early.putIfAbsent(takeBack.key(), takeBack) == null) {
                marked.put(takeBack.key(), takeBack);
                timers.set(ForgettingTakeBacks.timer(takeBack, now));
            }
        }

        /** Says of each bad request, once, that it was refused. */
        void refuse() {
            Set<UUID> fresh = badRequests.note(bad, now);
            for (BadRequest each : bad) {
                if (fresh.remove(each.eventId())) {
                    LOG.warn("request about case {} refused: {}", each.caseId(), each.rule());
                    suppress(each.ask());
                }
            }
        }

        private void suppress(@Nullable Request ask) {
            if (ask != null) {
                Trace.set(ask.trace());
                events.publish(ask, new Fact.Suppressed(Reason.BAD_REQUEST, now));
            }
        }

        void save() {
            marked.keySet().removeAll(used);
            if (!changed.isEmpty()) {
                messages.save(changed.values());
            }
            if (!marked.isEmpty()) {
                takeBacks.save(marked.values(), now);
            }
            if (!used.isEmpty()) {
                takeBacks.delete(used);
            }
            if (!handled.isEmpty()) {
                stances.save(handled, now);
            }
        }
    }
}
