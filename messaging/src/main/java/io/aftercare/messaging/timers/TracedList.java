package io.aftercare.messaging.timers;

import io.aftercare.messaging.wire.Trace;
import java.util.AbstractList;
import java.util.List;

/** Due timers; whoever reads one goes on in its trace. */
final class TracedList extends AbstractList<DueTimer> {

    private final List<DueTimer> timers;

    TracedList(List<DueTimer> timers) {
        this.timers = timers;
    }

    @Override
    public DueTimer get(int index) {
        DueTimer due = timers.get(index);
        Trace.set(due.traceparent());
        return due;
    }

    @Override
    public int size() {
        return timers.size();
    }
}
