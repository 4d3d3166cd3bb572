package io.aftercare.messaging.inbox;

import io.aftercare.messaging.Failure;
import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.wire.Decoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Runs a consumer for each listener of this service, in a group of its own. */
public final class Subscriptions {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final List<Consuming<?>> consuming = new ArrayList<>();
    private final List<KafkaMessageListenerContainer<byte[], byte[]>> containers =
            new ArrayList<>();
    private final ScheduledExecutorService resuming = timer("messaging-waits");

    /** Apart: what waits must not wait for a database that does not answer. */
    private final ScheduledExecutorService forgetting = timer("messaging-forget");

    private final DeadLetters deadLetters;
    private final Inbox inbox;
    private final Clock clock;

    /**
     * @param kafka settings of Kafka consumers by their own names
     * @param producers make what dead letters are written with
     */
    public Subscriptions(
            String service,
            List<Listener<?>> listeners,
            Map<String, Object> kafka,
            Supplier<Producer<byte[], byte[]>> producers,
            Transactions transactions,
            JdbcClient sql,
            Decoder decoder,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry metrics) {
        this.inbox = new Inbox(sql);
        this.clock = clock;
        this.deadLetters = new DeadLetters(producers, service);
        Containers made = new Containers(service, kafka, settings, metrics);
        for (Listener<?> listener : listeners) {
            String topic = listener.topic();
            Counts counts = Counts.of(metrics, topic);
            List<Consuming<?>> ofTopic = new ArrayList<>();
            for (int i = 0; i < settings.consumers(); i++) {
                Consuming<?> one = consuming(listener, i, transactions, decoder, settings, counts);
                ofTopic.add(one);
                containers.add(made.container(topic, one));
            }
            consuming.addAll(ofTopic);
            Gauges.register(metrics, topic, ofTopic, clock);
        }
    }

    private static ScheduledExecutorService timer(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                work -> Thread.ofPlatform().daemon().name(name).unstarted(work));
    }

    /**
     * Starts the consumers. Call it when what the listeners need is there; and again if it failed,
     * as it does while the broker's name is not known: those that run already are left alone.
     */
    public void start() {
        containers.forEach(KafkaMessageListenerContainer::start);
        forgetting.scheduleWithFixedDelay(this::forget, 0, 1, TimeUnit.HOURS);
    }

    /** Stops the consumers after the batch at hand. */
    public void stop() {
        containers.parallelStream().forEach(KafkaMessageListenerContainer::stop);
        resuming.shutdownNow();
        forgetting.shutdownNow();
        deadLetters.close();
    }

    /** What is wrong, by topic; empty if all is well. */
    public Map<String, String> troubles() {
        Map<String, String> troubles = new HashMap<>();
        for (int i = 0; i < consuming.size(); i++) {
            String trouble = consuming.get(i).trouble();
            if (trouble != null) {
                troubles.put(consuming.get(i).name(), trouble);
            }
        }
        return troubles;
    }

    /** The partitions each topic's consumers have at the moment. */
    public Map<String, Integer> assigned() {
        Map<String, Integer> assigned = new HashMap<>();
        for (KafkaMessageListenerContainer<byte[], byte[]> container : containers) {
            var partitions = container.getAssignedPartitions();
            String[] topics = container.getContainerProperties().getTopics();
            assigned.merge(
                    topics == null ? "" : topics[0],
                    partitions == null ? 0 : partitions.size(),
                    Integer::sum);
        }
        return assigned;
    }

    private void forget() {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            inbox.open(List.of(today, today.plusDays(1)));
            inbox.forget(today);
        } catch (RuntimeException e) {
            log.warn("old inbox days were not dropped now: {}", Failure.kind(e));
        }
    }

    private <T extends SpecificRecord> Consuming<T> consuming(
            Listener<T> listener,
            int number,
            Transactions transactions,
            Decoder decoder,
            MessagingSettings settings,
            Counts counts) {
        return new Consuming<>(
                listener.topic(),
                number,
                new Sorting<>(listener, decoder, clock),
                new Receiving<>(listener, inbox, transactions),
                deadLetters,
                settings,
                counts,
                resuming);
    }
}
