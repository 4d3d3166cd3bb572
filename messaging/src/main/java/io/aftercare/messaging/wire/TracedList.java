package io.aftercare.messaging.wire;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list that moves the current trace along: whoever reads an element goes on in its trace, and an
 * iteration that reaches the end leaves none. It may be read any number of times.
 */
public final class TracedList<S, E> extends AbstractList<E> {

    private final List<S> sources;
    private final Function<? super S, @Nullable String> trace;
    private final Function<? super S, ? extends E> element;

    /**
     * @param trace gives the {@code traceparent} of what an element was made from, or null
     */
    public TracedList(
            List<S> sources,
            Function<? super S, @Nullable String> trace,
            Function<? super S, ? extends E> element) {
        this.sources = List.copyOf(sources);
        this.trace = trace;
        this.element = element;
    }

    @Override
    public E get(int index) {
        return enter(sources.get(index));
    }

    @Override
    public int size() {
        return sources.size();
    }

    @Override
    public Iterator<E> iterator() {
        Iterator<S> inner = sources.iterator();
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
            public E next() {
                return enter(inner.next());
            }
        };
    }

    private E enter(S source) {
        Trace.set(trace.apply(source));
        return element.apply(source);
    }
}
