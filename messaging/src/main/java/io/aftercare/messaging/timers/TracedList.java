package io.aftercare.messaging.timers;

import io.aftercare.messaging.wire.Trace;
import java.util.AbstractList;
import java.util.List;

/** Due timers; whoever reads one goes on in its trace. */
final class TracedList extends AbstractList<Due> {

    private final List<Due> timers;

    TracedList(List<Due> timers) {
        this.timers = timers;
    }

    @Override
    public Due get(int index) {
        Due due = timers.get(index);
        Trace.set(due.traceparent());
        return due;
    }

    @Override
    public int size() {
        return timers.size();
    }
}
