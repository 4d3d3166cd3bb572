package io.aftercare.messaging.inbox;

import io.aftercare.messaging.wire.TracedList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The records of one transaction. Iterating it moves the current trace along. */
public final class Batch<T extends SpecificRecord> implements Iterable<Received<T>> {

    private final List<Received<T>> records;

    public Batch(List<Received<T>> records) {
        this.records = List.copyOf(records);
    }

    public int size() {
        return records.size();
    }

    /** The records, to look at them ahead (for what to load), without touching the trace. */
    public Stream<Received<T>> stream() {
        return records.stream();
    }

    /**
     * What the records mean to a use case, in their order. Iterating the list moves the current
     * trace along, each time: what is written to outbox and timers meanwhile carries the trace of
     * the record that the value was made from. A stream over the list does the same; what is sorted
     * or grouped anew does not.
     *
     * @param meaning called once per record, at once; a record for which it gives null is left out
     */
    public <R> List<R> map(Function<? super Received<T>, ? extends @Nullable R> meaning) {
        List<Meant<R>> meant = new ArrayList<>(records.size());
        for (Received<T> record : records) {
            R value = meaning.apply(record);
            if (value != null) {
                meant.add(new Meant<>(value, record.traceparent()));
            }
        }
        return new TracedList<>(meant, Meant::traceparent, Meant::value);
    }

    @Override
    public Iterator<Received<T>> iterator() {
        return new TracedList<>(records, Received::traceparent, record -> record).iterator();
    }

    private record Meant<R>(R value, @Nullable String traceparent) {}
}
