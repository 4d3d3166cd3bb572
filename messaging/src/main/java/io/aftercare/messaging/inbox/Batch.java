package io.aftercare.messaging.inbox;

import io.aftercare.messaging.wire.Trace;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

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

    @Override
    public Iterator<Received<T>> iterator() {
        Iterator<Received<T>> inner = records.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = inner.hasNext();
                if (!more) {
                    Trace.clear();
                }
                return more;
            }

            @Override
            public Received<T> next() {
                Received<T> next = inner.next();
                Trace.set(next.traceparent());
                return next;
            }
        };
    }
}
