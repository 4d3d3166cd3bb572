package io.aftercare.messaging.inbox;

import io.aftercare.messaging.Failure;
import io.aftercare.messaging.MessagingSettings;
import io.aftercare.messaging.inbox.Poll.Stop;
import io.aftercare.messaging.inbox.Sorted.Good;
import io.aftercare.messaging.inbox.Sorted.NoRegistry;
import io.aftercare.messaging.inbox.Sorted.Poison;
import io.aftercare.messaging.inbox.Sorted.Skipped;
import io.aftercare.messaging.inbox.Sorted.UnknownSchema;
import io.aftercare.messaging.inbox.Waits.Reason;
import io.aftercare.messaging.wire.Decoder;
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
    private final Counts counts;
    private final ScheduledExecutorService resuming;
    private final Fuse fuse;
    private final UnknownSchemas unknown;
    private final Waits waits = new Waits();
    private final Offsets offsets = new Offsets();
    private @Nullable KafkaMessageListenerContainer<byte[], byte[]> container;
    private volatile @Nullable Reason outage;
    private volatile boolean blown;
    private volatile boolean pollFails;
    private volatile boolean commitFails;
    private Poll poll = new Poll();

    Consuming(
            String topic,
            int number,
            Sorting<T> sorting,
            Receiving<T> receiving,
            DeadLetters deadLetters,
            MessagingSettings settings,
            Counts counts,
            ScheduledExecutorService resuming) {
        this.topic = topic;
        this.name = topic + "-" + number;
        this.sorting = sorting;
        this.receiving = receiving;
        this.deadLetters = deadLetters;
        this.settings = settings;
        this.counts = counts;
        this.resuming = resuming;
        this.fuse = new Fuse(settings.fuse(), settings.retryFor());
        this.unknown = new UnknownSchemas(settings.unknownSchemaWait());
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
        long silent = secondsSilent();
        if (silent > settings.silentFor().toSeconds()) {
            return "has not asked for records for %d s".formatted(silent);
        }
        if (pollFails || commitFails) {
            return Reason.BROKER_AWAY.name();
        }
        return away == null ? null : away.name();
    }

    /** True if it will not go on by itself. */
    boolean isStopped() {
        return blown || (container != null && !container.isInExpectedState());
    }

    Waits waits() {
        return waits;
    }

    private long secondsSilent() {
        return container == null
                ? 0
                : container.metrics().values().stream()
                        .flatMap(metrics -> metrics.values().stream())
                        .filter(it -> it.metricName().name().equals("last-poll-seconds-ago"))
                        .mapToLong(it -> ((Number) it.metricValue()).longValue())
                        .max()
                        .orElse(0);
    }

    void pollFailed() {
        pollFails = true;
    }

    @Override
    public void onMessage(
            List<ConsumerRecord<byte[], byte[]>> records,
            @Nullable Acknowledgment acknowledgment,
            @Nullable Consumer<?, ?> given) {
        Consumer<?, ?> consumer = Objects.requireNonNull(given);
        pollFails = false;
        poll = new Poll();
        receiving.receive(sortOut(records), this);
        // only now: what is buried before its turn would be buried again with each repetition
        poll.condemned().forEach(it -> bury(it.record(), it.cause(), it.detail()));
        offsets.handled(poll.handled());
        counts.received().increment(records.stream().filter(r -> !poll.stopsBefore(r)).count());
        poll.handled().forEach((partition, offset) -> waits.passed(partition, offset.offset()));
        poll.stops().forEach((partition, stop) -> standStill(partition, stop, consumer));
        // only now: where partitions stand still, their positions are set back
        offsets.handledToPositions(consumer);
        commit(consumer);
        outage = waits.outage(System.nanoTime());
    }

    /** Polls give nothing. Then nobody waits for what its topic no longer keeps. */
    void idle(Consumer<?, ?> consumer) {
        pollFails = false;
        List<TopicPartition> atEnd =
                consumer.assignment().stream()
                        .filter(it -> !consumer.paused().contains(it))
                        .filter(it -> consumer.currentLag(it).orElse(1) == 0)
                        .toList();
        waits.forget(atEnd);
        offsets.handledToPositions(consumer);
        commit(consumer);
        outage = waits.outage(System.nanoTime());
    }

    private void commit(Consumer<?, ?> consumer) {
        try {
            offsets.commit(consumer);
            commitFails = false;
        } catch (KafkaException e) {
            log.warn("{}: offsets could not be committed: {}", topic, Failure.kind(e));
            commitFails = true;
        }
    }

    private List<Good<T>> sortOut(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Good<T>> good = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (deadLetters.away() && poll.condemns(record)) {
                // else what is behind it would be handled with each try to bury it
                poll.stop(record, Reason.RETRY);
            }
            if (!poll.stopsBefore(record)) {
                poll.saw(record);
                sortOut(record, good);
            }
        }
        return good;
    }

    private void sortOut(ConsumerRecord<byte[], byte[]> record, List<Good<T>> good) {
        switch (sorting.sort(record)) {
            case Good<T> handled -> {
                if (record.value() != null) {
                    unknown.known(Decoder.schemaId(record.value()));
                }
                good.add(handled);
            }
            case Skipped<T> _ -> counts.skipped().increment();
            case Poison<T>(Cause cause, String detail) -> poll.condemn(record, cause, detail);
            case UnknownSchema<T>(int schemaId) -> awaitSchema(schemaId, record);
            case NoRegistry<T> _ -> {
                unknown.beginAnew();
                poll.stop(record, Reason.REGISTRY_AWAY);
            }
        }
    }

    private void awaitSchema(int schemaId, ConsumerRecord<byte[], byte[]> record) {
        if (unknown.isGivenUp(schemaId, System.nanoTime())) {
            poll.condemn(record, Cause.UNKNOWN_SCHEMA, "waited " + settings.unknownSchemaWait());
        } else {
            poll.stop(record, Reason.UNKNOWN_SCHEMA);
        }
    }

    /** Makes the record a dead letter; false if it has to wait. */
    private boolean bury(ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        if (poll.stopsBefore(record)) {
            return false;
        }
        try {
            deadLetters.put(record, cause, detail);
            counts.deadLetter(cause);
            log.warn(
                    "{}-{}@{} is a dead letter: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    cause);
            return true;
        } catch (KafkaException e) {
            log.error("{}: dead letters cannot be written: {}", topic, Failure.kind(e));
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
        fuse.passed(records.size() - repeated, System.nanoTime());
        counts.repeated().increment(repeated);
    }

    @Override
    public void troubled(List<Good<T>> records, Throwable trouble) {
        Reason reason = Reason.of(trouble);
        records.forEach(record -> poll.stop(record.raw(), reason));
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
                    Failure.where(error));
            poll.stop(raw, Reason.RETRY);
            return;
        }
        if (bury(raw, Cause.UNEXPECTED, Failure.kind(error))) {
            fuse.failed(now);
            if (fuse.blown()) {
                blow(raw);
            }
        }
    }

    private void blow(ConsumerRecord<byte[], byte[]> record) {
        blown = true;
        counts.blown().increment();
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
        Waits.Wait wait = waits.before(partition, stop, System.nanoTime());
        KafkaMessageListenerContainer<byte[], byte[]> running = container;
        if (running != null) {
            running.pausePartition(partition);
            resuming.schedule(
                    () -> running.resumePartition(partition),
                    wait.pauseMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** A rebalance has ended, and with it what may have been in the way of a commit. */
    @Override
    public void onPartitionsAssigned(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        commit(consumer);
    }

    @Override
    public void onPartitionsRevokedBeforeCommit(
            Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        commit(consumer);
        onPartitionsLost(consumer, partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        offsets.forget(partitions);
        waits.forget(partitions);
        outage = waits.outage(System.nanoTime());
    }
}
