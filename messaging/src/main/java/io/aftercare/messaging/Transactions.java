package io.aftercare.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The way into a transaction, for batches, timers and requests alike. Everything inside commits
 * together: rows, facts in the outbox, timers. Nobody else opens transactions.
 */
public final class Transactions {

    private static final int TRIES = 3;

    private final TransactionTemplate template;
    private final Streams streams;

    Transactions(PlatformTransactionManager manager, Streams streams) {
        this.template = new TransactionTemplate(manager);
        this.streams = streams;
    }

    /**
     * Runs a request's work while its transaction holds the keys. A deadlock, a lock that could not
     * be had or a lost connection before the commit is tried again, up to three times; so the work
     * may run more than once and must have no effect outside the transaction. A connection lost
     * during the commit leaves the outcome open: work that is not idempotent by a natural key may
     * then happen twice.
     *
     * @param keys every key the work writes facts for or judges, as {@code case:…}
     */
    public <R extends @Nullable Object> R holding(Collection<String> keys, Supplier<R> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(keys, work);
            } catch (RuntimeException e) {
                if (attempt == TRIES || !Passing.isPassing(e)) {
                    throw e;
                }
            }
        }
    }

    /** As {@link #holding(Collection, Supplier)} with one key. */
    public <R extends @Nullable Object> R holding(String key, Supplier<R> work) {
        return holding(List.of(key), work);
    }

    /** One try: locks the keys, works, commits. */
    public <R extends @Nullable Object> R once(Collection<String> keys, Supplier<R> work) {
        return open(
                () -> {
                    streams.lock(keys);
                    return work.get();
                });
    }

    /** As {@link #once(Collection, Supplier)}, but it waits for no lock longer than this. */
    public <R extends @Nullable Object> R once(
            Collection<String> keys, Duration lockWait, Supplier<R> work) {
        return open(
                () -> {
                    streams.waitAtMost(lockWait);
                    streams.lock(keys);
                    return work.get();
                });
    }

    /** One try without keys: for work that takes its locks itself. */
    @SuppressWarnings(
            "NullAway") // the template returns what the work returns, null only if R allows it
    public <R extends @Nullable Object> R open(Supplier<R> work) {
        return template.execute(_ -> work.get());
    }
}
