package io.aftercare.notifications.delivery;

import io.aftercare.messaging.Failure;
import io.aftercare.messaging.Passing;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.wire.RegistryAway;
import io.aftercare.messaging.wire.Trace;
import io.aftercare.notifications.channel.Channel;
import io.aftercare.notifications.channel.Letter;
import io.aftercare.notifications.channel.Outcome;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends what was claimed, on threads of its own, outside any transaction, and records the outcome
 * in one. Only so much is claimed as can be sent before the lease ends.
 */
@Component
class SendingClaims {

    private static final Logger LOG = LoggerFactory.getLogger(SendingClaims.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Channel channel;
    private final RecordingOutcomes recording;
    private final Transactions transactions;
    private final ApplicationEventPublisher told;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Bulkhead places;
    private final ExecutorService threads;

    SendingClaims(
            Channel channel,
            RecordingOutcomes recording,
            Transactions transactions,
            ApplicationEventPublisher told,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry metrics) {
        if (channel.longestCall().compareTo(settings.lease()) >= 0) {
            throw new IllegalArgumentException(
                    "aftercare.notification.lease must be longer than a call of the provider");
        }
        this.channel = channel;
        this.recording = recording;
        this.transactions = transactions;
        this.told = told;
        this.clock = clock;
        this.metrics = metrics;
        BulkheadRegistry bulkheads =
                BulkheadRegistry.of(config(channel.width() + settings.queue()));
        this.places = bulkheads.bulkhead(channel.name());
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(metrics);
        this.threads =
                Executors.newFixedThreadPool(
                        channel.width(),
                        Thread.ofPlatform().name(channel.name() + "-", 1).factory());
    }

    private static BulkheadConfig config(int places) {
        return BulkheadConfig.custom()
                .maxConcurrentCalls(places)
                .maxWaitDuration(Duration.ZERO)
                .build();
    }

    /** Room for the claims of the current transaction; they are sent once it has committed. */
    Room room() {
        Room room = new Room(() -> channel.ready() && places.tryAcquirePermission());
        told.publishEvent(room);
        return room;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    @Order(1)
    void send(Room room) {
        room.clear().forEach(this::post);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
    @Order(2)
    void giveBack(Room room) {
        for (int place = room.taken(); place > 0; place--) {
            places.releasePermission();
        }
    }

    private void post(Room.Parcel parcel) {
        threads.execute(
                () -> {
                    try {
                        Claim claim = parcel.claim();
                        record(claim, attempt(claim, parcel.letter()));
                    } finally {
                        places.onComplete();
                    }
                });
    }

    private Outcome attempt(Claim claim, Letter letter) {
        boolean inTime = clock.instant().plus(channel.longestCall()).isBefore(claim.lease());
        Outcome outcome = inTime ? channel.send(letter) : new Outcome.NotTried();
        metrics.counter(
                        "aftercare.notifications.calls",
                        "channel",
                        channel.name(),
                        "outcome",
                        outcome.name())
                .increment();
        if (outcome instanceof Outcome.Failed(String code, _, _)) {
            LOG.warn("message {} not sent over {}: {}", claim.name(), channel.name(), code);
        }
        return outcome;
    }

    /** The provider's word is not given up while the database or the registry is away. */
    private void record(Claim claim, Outcome outcome) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Trace.set(claim.trace());
                transactions.holding(
                        claim.locks(), () -> recording.record(claim, outcome, clock.instant()));
                return;
            } catch (RuntimeException e) {
                if (!Passing.isPassing(e) && !(e instanceof RegistryAway)) {
                    LOG.error(
                            "outcome of {} is lost, it is sent again: {}",
                            claim.name(),
                            Failure.stacks(e));
                    return;
                }
                pause();
            } finally {
                Trace.clear();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is under way is finished; what cannot be is sent again when its lease has run out. */
    @PreDestroy
    void stop() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
