package io.aftercare.messaging.inbox;

import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.inbox.Poll.Stop;
import io.aftercare.messaging.inbox.Sorted.Good;
import io.aftercare.messaging.inbox.Sorted.NoRegistry;
import io.aftercare.messaging.inbox.Sorted.Poison;
import io.aftercare.messaging.inbox.Sorted.Skipped;
import io.aftercare.messaging.inbox.Sorted.UnknownSchema;
import io.aftercare.messaging.inbox.Waits.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/**
 * One consumer of one topic: from a poll's bytes to committed offsets. It never waits itself: a
 * partition that has to is put back to its first unhandled record and paused, and goes on being
 * polled, so that the group keeps its member.
 */
final class Consuming<T extends SpecificRecord>
        implements BatchAcknowledgingConsumerAwareMessageListener<byte[], byte[]>,
                ConsumerAwareRebalanceListener,
                Receiving.Outcome<T> {

    private static final Logger log = LoggerFactory.getLogger(Consuming.class);

    private final String topic;
    private final String name;
    private final Sorting<T> sorting;
    private final Receiving<T> receiving;
    private final DeadLetters deadLetters;
    private final MessagingSettings settings;
    private final MeterRegistry metrics;
    private final ScheduledExecutorService resuming;
    private final Fuse fuse;
    private final Waits waits = new Waits();
    private @Nullable KafkaMessageListenerContainer<byte[], byte[]> container;
    private volatile @Nullable Reason outage;
    private volatile boolean blown;
    private Poll poll = new Poll();

    Consuming(
            String topic,
            int number,
            Sorting<T> sorting,
            Receiving<T> receiving,
            DeadLetters deadLetters,
            MessagingSettings settings,
            MeterRegistry metrics,
            ScheduledExecutorService resuming) {
        this.topic = topic;
        this.name = topic + "-" + number;
        this.sorting = sorting;
        this.receiving = receiving;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.metrics = metrics;
        this.resuming = resuming;
        this.fuse = new Fuse(settings.fuse());
    }

    void runsIn(KafkaMessageListenerContainer<byte[], byte[]> container) {
        this.container = container;
    }

    /** The topic and which of its consumers in this process this is. */
    String name() {
        return name;
    }

    /** Null if well, else a short reason for people. */
    @Nullable String trouble() {
        Reason away = outage;
        if (blown) {
            return "fuse blown: too many unexpected failures; restart to arm it again";
        }
        if (container != null && !container.isInExpectedState()) {
            return "container stopped";
        }
        return away == null ? null : away.name();
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> given) {
        Consumer<?, ?> consumer = Objects.requireNonNull(given);
        poll = new Poll();
        metrics.counter("messaging.received", "topic", topic).increment(records.size());
        receiving.receive(sortOut(records), this);
        // only now: what is buried before its turn would be buried again with each repetition
        poll.condemned().forEach(it -> bury(it.record(), it.cause(), it.detail()));
        commit(records, consumer);
        poll.handled().forEach((partition, offset) -> waits.passed(partition, offset.offset()));
        poll.stops().forEach((partition, stop) -> standStill(partition, stop, consumer));
        outage = waits.outage();
    }

    /**
     * What cannot be committed is received again: repeats have no effect, and the offset must get
     * there.
     */
    private void commit(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        try {
            commitSync(consumer);
        } catch (KafkaException e) {
            log.warn("{}: offsets could not be committed: {}", topic, Receiving.cause(e));
            records.forEach(record -> poll.stop(record, Reason.BROKER_AWAY));
        }
    }

    /** A partition that is resumed wakes the consumer, whatever it is doing; once per wake. */
    private void commitSync(Consumer<?, ?> consumer) {
        try {
            consumer.commitSync(poll.handled());
        } catch (WakeupException _) {
            consumer.commitSync(poll.handled());
        }
    }

    private List<Good<T>> sortOut(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Good<T>> good = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!poll.stopsBefore(record)) {
                poll.saw(record);
                switch (sorting.sort(record)) {
                    case Good<T> handled -> good.add(handled);
                    case Skipped<T> _ -> skip();
                    case Poison<T>(Cause cause, String detail) ->
                            poll.condemn(record, cause, detail);
                    case UnknownSchema<T> _ -> awaitSchema(record);
                    case NoRegistry<T> _ -> poll.stop(record, Reason.REGISTRY_AWAY);
                }
            }
        }
        return good;
    }

    private void skip() {
        metrics.counter("messaging.skipped", "topic", topic).increment();
    }

    private void awaitSchema(ConsumerRecord<byte[], byte[]> record) {
        long stood =
                waits.stood(
                        Poll.partition(record),
                        record.offset(),
                        Reason.UNKNOWN_SCHEMA,
                        System.nanoTime());
        if (stood < settings.unknownSchemaWait().toNanos()) {
            poll.stop(record, Reason.UNKNOWN_SCHEMA);
        } else {
            poll.condemn(record, Cause.UNKNOWN_SCHEMA, "waited " + settings.unknownSchemaWait());
        }
    }

    /** Makes the record a dead letter; false if it has to wait. */
    private boolean bury(ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        if (poll.stopsBefore(record)) {
            return false;
        }
        try {
            deadLetters.put(record, cause, detail);
            log.warn(
                    "{}-{}@{} is a dead letter: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    cause);
            return true;
        } catch (KafkaException e) {
            log.error("{}: dead letters cannot be written: {}", topic, Receiving.cause(e));
            poll.stop(record, Reason.DEAD_LETTERS_AWAY);
            return false;
        }
    }

    @Override
    public boolean stopped(Good<T> record) {
        if (blown) {
            poll.stop(record.raw(), Reason.RETRY);
        }
        return poll.stopsBefore(record.raw());
    }

    @Override
    public void handled(List<Good<T>> records, int repeated) {
        fuse.passed(records.size(), System.nanoTime());
        metrics.counter("messaging.repeated", "topic", topic).increment(repeated);
    }

    @Override
    public void troubled(List<Good<T>> records) {
        records.forEach(record -> poll.stop(record.raw(), Reason.DATABASE_AWAY));
    }

    @Override
    public void failed(Good<T> record, Throwable error) {
        ConsumerRecord<byte[], byte[]> raw = record.raw();
        long now = System.nanoTime();
        long stood = waits.stood(Poll.partition(raw), raw.offset(), Reason.RETRY, now);
        if (stood < settings.retryFor().toNanos()) {
            log.warn(
                    "{}-{}@{} fails alone: {}",
                    raw.topic(),
                    raw.partition(),
                    raw.offset(),
                    Receiving.where(error));
            poll.stop(raw, Reason.RETRY);
            return;
        }
        if (bury(raw, Cause.UNEXPECTED, Receiving.cause(error))) {
            fuse.failed(now);
            if (fuse.blown()) {
                blow(raw);
            }
        }
    }

    private void blow(ConsumerRecord<byte[], byte[]> record) {
        blown = true;
        metrics.counter("messaging.fuse.blown", "topic", topic).increment();
        log.error("{}: the fuse has blown after {}", topic, record.offset());
        if (container != null) {
            container.stop(() -> {});
        }
    }

    private void standStill(TopicPartition partition, Stop stop, Consumer<?, ?> consumer) {
        if (!consumer.assignment().contains(partition)) {
            return;
        }
        consumer.seek(partition, stop.offset());
        Waits.Wait wait = waits.before(partition, stop.offset(), stop.reason(), System.nanoTime());
        KafkaMessageListenerContainer<byte[], byte[]> running = container;
        if (running != null) {
            running.pausePartition(partition);
            resuming.schedule(
                    () -> running.resumePartition(partition),
                    wait.pauseMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(waits::forget);
        outage = waits.outage();
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        partitions.forEach(waits::forget);
        outage = waits.outage();
    }
}
