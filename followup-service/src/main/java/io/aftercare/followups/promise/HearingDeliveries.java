package io.aftercare.followups.promise;

import io.aftercare.followups.known.Cases;
import io.aftercare.followups.known.KnownCase;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes when customers were told of new dates: that is what a date is judged by. What did not reach
 * them in time is said once more.
 */
@Component
public class HearingDeliveries {

    private final Promises promises;
    private final Cases cases;
    private final HeardMessages messages;
    private final ChangingPromises changing;
    private final MovingPromises moving;
    private final PromiseEvents events;
    private final PromiseSettings settings;
    private final Clock clock;

    HearingDeliveries(
            Promises promises,
            Cases cases,
            HeardMessages messages,
            ChangingPromises changing,
            MovingPromises moving,
            PromiseEvents events,
            PromiseSettings settings,
            Clock clock) {
        this.promises = promises;
        this.cases = cases;
        this.messages = messages;
        this.changing = changing;
        this.moving = moving;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Word of calls that did not reach customers reached them: then all was done for the callback.
     *
     * @param wrote of these dates of promises
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void wroteOfAttempts(Collection<Delivery> wrote) {
        Map<UUID, Promise> known =
                promises.load(wrote.stream().map(Delivery::promiseId).distinct().toList());
        for (Delivery delivery : wrote) {
            Promise promise = known.get(delivery.promiseId());
            if (promise != null && delivery.isOf(promise) && delivery.deliveredAt() != null) {
                changing.follow(
                        promise,
                        promise.wroteOfAttempts(delivery.revision(), delivery.deliveredAt()));
            }
        }
        promises.save(known.values(), clock.instant());
    }

    /**
     * What was only to let customers hear something is kept by that, also if it was made before and
     * is heard of later.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void heard(Collection<Heard> heard) {
        messages.add(heard, clock.instant());
        List<UUID> caseIds = heard.stream().map(Heard::caseId).distinct().toList();
        Map<UUID, List<Promise>> made = promises.ofCases(caseIds);
        for (Heard each : heard) {
            made.getOrDefault(each.caseId(), List.of()).forEach(it -> changing.hear(it, each));
        }
        promises.save(made.values().stream().flatMap(List::stream).toList(), clock.instant());
        moving.follow(caseIds);
    }

    private List<Promise.Fact> hear(Promise promise, Delivery delivery) {
        if (delivery.deliveredAt() != null) {
            return promise.delivered(delivery.revision(), delivery.deliveredAt());
        }
        return delivery.level() == 0
                ? promise.undelivered(delivery.revision(), clock.instant(), settings.freshFor())
                : List.of();
    }

    /**
     * A holding notice was taken back before it was sent.
     *
     * @param promiseId the promise that could not be kept
     */
    public record TakenBack(UUID caseId, String recipient, UUID promiseId, Instant at) {}

    /**
     * Holding notices that did not reach the customer, as the promise was kept or moved first: then
     * they do not expect to be contacted, and nobody need do it.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void takenBack(Collection<TakenBack> takenBack) {
        Map<UUID, Promise> updates =
                promises.load(
                        takenBack.stream()
                                .map(it -> HoldingPromises.updateOf(it.promiseId()))
                                .distinct()
                                .toList());
        for (TakenBack each : takenBack) {
            Promise update = updates.get(HoldingPromises.updateOf(each.promiseId()));
            if (update != null && isTo(update, each.caseId(), each.recipient())) {
                // refused if it was kept meanwhile
                changing.withdraw(update, new Withdrawal(false, each.at(), each.at()));
            }
        }
        promises.save(updates.values(), clock.instant());
    }

    /**
     * Holding notices that did not reach the customer, whatever forbade it: whether a break is
     * heard of before or after, they then hear of that.
     *
     * @param missed of these dates of promises
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void heldInVain(Collection<Delivery> missed) {
        Map<UUID, Promise> held =
                promises.load(missed.stream().map(Delivery::promiseId).distinct().toList());
        Instant now = clock.instant();
        for (Delivery each : missed) {
            Promise promise = held.get(each.promiseId());
            if (promise != null && each.isOf(promise)) {
                changing.follow(promise, promise.heldInVain(each.revision(), now));
            }
        }
        promises.save(held.values(), now);
    }

    /**
     * What became of word of a promise's date.
     *
     * @param caseId the case of the message
     * @param recipient as {@code person:…}
     * @param level 0 for the first try
     * @param deliveredAt null if it was not delivered
     */
    public record Delivery(
            UUID caseId,
            String recipient,
            UUID promiseId,
            int revision,
            int level,
            @Nullable Instant deliveredAt) {

        private boolean isOf(Promise promise) {
            return isTo(promise, caseId, recipient);
        }
    }

    /** Whoever writes a request chooses its key: that it names the promise is not enough. */
    private static boolean isTo(Promise promise, UUID caseId, String recipient) {
        return promise.terms().caseId().equals(caseId)
                && recipient.equals("person:" + promise.terms().personId());
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void on(Collection<Delivery> deliveries) {
        Map<UUID, Promise> told =
                promises.load(deliveries.stream().map(Delivery::promiseId).distinct().toList());
        Map<UUID, KnownCase> known =
                cases.succession(told.values().stream().map(it -> it.terms().caseId()).toList())
                        .answering();
        for (Delivery delivery : deliveries) {
            Promise promise = told.get(delivery.promiseId());
            if (promise != null && delivery.isOf(promise)) {
                events.publish(
                        promise, hear(promise, delivery), known.get(promise.terms().caseId()));
            }
        }
        promises.save(told.values(), clock.instant());
    }
}
