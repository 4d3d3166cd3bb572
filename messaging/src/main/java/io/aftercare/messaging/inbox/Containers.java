package io.aftercare.messaging.inbox;

import io.aftercare.messaging.ConsumerGroup;
import io.aftercare.messaging.MessagingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.event.ConsumerRetryAuthEvent;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;

/** Makes the threads that poll, and says how Kafka's consumers behave. */
final class Containers {

    /**
     * A member that does not poll for so long is given up. It must not happen while a batch is
     * halved until the one record stands alone whose statement takes until its time-out, 30 s each
     * time.
     */
    private static final Duration LONGEST_BATCH = Duration.ofMinutes(10);

    private final String service;
    private final Map<String, Object> kafka;
    private final MessagingSettings settings;
    private final MeterRegistry metrics;

    Containers(
            String service,
            Map<String, Object> kafka,
            MessagingSettings settings,
            MeterRegistry metrics) {
        this.service = service;
        this.kafka = kafka;
        this.settings = settings;
        this.metrics = metrics;
    }

    KafkaMessageListenerContainer<byte[], byte[]> container(String topic, Consuming<?> consuming) {
        ContainerProperties properties = new ContainerProperties(topic);
        properties.setGroupId(ConsumerGroup.of(service, topic));
        // names the client, and so its metrics
        properties.setClientId(service + "." + consuming.name());
        properties.setMessageListener(consuming);
        properties.setConsumerRebalanceListener(consuming);
        properties.setAckMode(AckMode.MANUAL);
        properties.setPollTimeout(250);
        properties.setStopImmediate(true);
        properties.setShutdownTimeout(20_000);
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));
        properties.setIdleEventInterval(1_000L);
        properties.setIdleBeforeDataMultiplier(1);
        var container = new KafkaMessageListenerContainer<>(consumers(), properties);
        container.setBeanName(consuming.name());
        container.setCommonErrorHandler(new PollErrors(consuming));
        container.setApplicationEventPublisher(event -> tell(consuming, event));
        consuming.runsIn(container);
        return container;
    }

    /** On the consumer's thread. */
    private static void tell(Consuming<?> consuming, Object event) {
        if (event instanceof ListenerContainerIdleEvent idle) {
            consuming.idle(idle.getConsumer());
        } else if (event instanceof ConsumerRetryAuthEvent) {
            consuming.pollFailed();
        }
    }

    private DefaultKafkaConsumerFactory<byte[], byte[]> consumers() {
        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(consumerSettings());
        consumers.addListener(new MicrometerConsumerListener<>(metrics));
        return consumers;
    }

    private Map<String, Object> consumerSettings() {
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // what a publisher took back was never said
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.batch());
        all.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) LONGEST_BATCH.toMillis());
        all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
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
