package io.aftercare.messaging.inbox;

import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.wire.Decoder;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.CommonContainerStoppingErrorHandler;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Runs a consumer for each listener of this service, in the group named after the service. */
public final class Subscriptions {

    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);

    private final List<Consuming<?>> consuming = new ArrayList<>();
    private final List<KafkaMessageListenerContainer<byte[], byte[]>> containers =
            new ArrayList<>();
    private final ScheduledExecutorService timing =
            Executors.newSingleThreadScheduledExecutor(
                    work -> Thread.ofPlatform().daemon().name("messaging-waits").unstarted(work));
    private final Inbox inbox;
    private final Clock clock;

    /**
     * @param kafka settings of Kafka consumers by their own names
     * @param producer writes dead letters
     */
    public Subscriptions(
            String service,
            List<Listener<?>> listeners,
            Map<String, Object> kafka,
            Producer<byte[], byte[]> producer,
            Transactions transactions,
            JdbcClient sql,
            Decoder decoder,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry metrics) {
        this.inbox = new Inbox(sql);
        this.clock = clock;
        DeadLetters deadLetters = new DeadLetters(producer, service, metrics);
        for (Listener<?> listener : listeners) {
            for (int i = 0; i < settings.consumers(); i++) {
                Consuming<?> one =
                        consuming(
                                listener, i, transactions, decoder, deadLetters, settings, metrics);
                consuming.add(one);
                containers.add(container(service, listener.topic(), one, kafka, settings));
            }
        }
    }

    /**
     * Starts the consumers. Call it when what the listeners need is there, and again if it fails:
     * those that run already are left alone.
     */
    public void start() {
        containers.forEach(KafkaMessageListenerContainer::start);
        timing.scheduleWithFixedDelay(this::forget, 0, 1, TimeUnit.HOURS);
    }

    /** Stops the consumers after the batch at hand. */
    public void stop() {
        containers.parallelStream().forEach(KafkaMessageListenerContainer::stop);
        timing.shutdownNow();
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
            log.warn("old inbox days were not dropped now: {}", Receiving.cause(e));
        }
    }

    private <T extends SpecificRecord> Consuming<T> consuming(
            Listener<T> listener,
            int number,
            Transactions transactions,
            Decoder decoder,
            DeadLetters deadLetters,
            MessagingSettings settings,
            MeterRegistry metrics) {
        return new Consuming<>(
                listener.topic(),
                number,
                new Sorting<>(listener, decoder, clock),
                new Receiving<>(listener, inbox, transactions),
                deadLetters,
                settings,
                metrics,
                timing);
    }

    private static KafkaMessageListenerContainer<byte[], byte[]> container(
            String service,
            String topic,
            Consuming<?> consuming,
            Map<String, Object> kafka,
            MessagingSettings settings) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(service);
        properties.setMessageListener(consuming);
        properties.setConsumerRebalanceListener(consuming);
        properties.setAckMode(AckMode.MANUAL);
        // an empty poll is no wait for records: it only bounds how soon a stop is seen
        properties.setPollTimeout(250);
        properties.setStopImmediate(true);
        // as long as aftercare.yml gives each phase of the shutdown
        properties.setShutdownTimeout(20_000);
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        var container =
                new KafkaMessageListenerContainer<>(
                        new DefaultKafkaConsumerFactory<byte[], byte[]>(
                                consumerSettings(kafka, settings)),
                        properties);
        container.setBeanName(consuming.name());
        container.setCommonErrorHandler(new CommonContainerStoppingErrorHandler());
        consuming.runsIn(container);
        return container;
    }

    private static Map<String, Object> consumerSettings(
            Map<String, Object> kafka, MessagingSettings settings) {
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // a commit that takes longer is given up, and what it was for is received again
        all.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        // the classic protocol: there a member may choose to be missed soon after a crash
        all.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                (int) settings.sessionTimeout().toMillis());
        all.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) settings.sessionTimeout().toMillis() / 10);
        all.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                List.of(CooperativeStickyAssignor.class));
        return all;
    }
}
