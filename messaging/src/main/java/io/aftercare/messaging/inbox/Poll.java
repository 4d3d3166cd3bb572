package io.aftercare.messaging.inbox;

import io.aftercare.messaging.inbox.Waits.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far one poll's partitions have come. A partition goes up to the first record that stops it;
 * what comes behind that record is left for a later poll.
 */
final class Poll {

    private final Map<TopicPartition, Long> next = new LinkedHashMap<>();
    private final Map<TopicPartition, Stop> stops = new HashMap<>();
    private final List<Condemned> condemned = new ArrayList<>();

    /**
     * @param writtenMillis when the broker got the record
     */
    record Stop(long offset, Reason reason, long writtenMillis) {}

    /** A record that is to become a dead letter. */
    record Condemned(ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {}

    /** Counts the record as handled, unless its partition is stopped before it. */
    void saw(ConsumerRecord<?, ?> record) {
        next.merge(partition(record), record.offset() + 1, Math::max);
    }

    /** Stops the record's partition before it; an earlier stop stays. */
    void stop(ConsumerRecord<?, ?> record, Reason reason) {
        stops.merge(
                partition(record),
                new Stop(record.offset(), reason, record.timestamp()),
                (old, stop) -> stop.offset < old.offset ? stop : old);
    }

    boolean stopsBefore(ConsumerRecord<?, ?> record) {
        Stop stop = stops.get(partition(record));
        return stop != null && stop.offset <= record.offset();
    }

    /** Notes a dead letter to be; it is one when its turn in its partition has come. */
    void condemn(ConsumerRecord<byte[], byte[]> record, Cause cause, String detail) {
        condemned.add(new Condemned(record, cause, detail));
    }

    /** True if a record of the same partition is to become a dead letter. */
    boolean condemns(ConsumerRecord<?, ?> record) {
        TopicPartition partition = partition(record);
        return condemned.stream().anyMatch(it -> partition(it.record).equals(partition));
    }

    List<Condemned> condemned() {
        return condemned;
    }

    Map<TopicPartition, Stop> stops() {
        return stops;
    }

    /** The offsets up to which everything was handled. */
    Map<TopicPartition, OffsetAndMetadata> handled() {
        Map<TopicPartition, OffsetAndMetadata> handled = new HashMap<>();
        next.forEach(
                (partition, offset) -> {
                    Stop stop = stops.get(partition);
                    long upTo = stop == null ? offset : Math.min(offset, stop.offset);
                    handled.put(partition, new OffsetAndMetadata(upTo));
                });
        stops.forEach(
                (partition, stop) ->
                        handled.putIfAbsent(partition, new OffsetAndMetadata(stop.offset)));
        return handled;
    }

    static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
