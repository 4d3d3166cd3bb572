package io.aftercare.messaging.outbox;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows in their order and waits until the broker has acknowledged them. At the first error
 * the producer is closed at once, from its own sending thread, so that nothing behind the failed
 * record is sent; and also when nothing is acknowledged for a while, since a producer that keeps
 * the order waits for ever.
 */
final class Sending {

    private static final String SILENCE = "nothing is acknowledged";

    private final Producer<byte[], byte[]> producer;
    private final Duration patience;
    private final Set<Long> acked = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();

    private Sending(Producer<byte[], byte[]> producer, Duration patience) {
        this.producer = producer;
        this.patience = patience;
    }

    /**
     * What came of it.
     *
     * @param acked ids of rows that the broker has
     * @param stuck topics that could not be written, with the reason
     * @param closed true if the producer is of no use any more
     */
    record Outcome(Collection<Long> acked, Map<String, String> stuck, boolean closed) {}

    /**
     * @param topic null if it is not known which of the topics are to blame
     */
    private record Failure(@Nullable String topic, String reason) {}

    /**
     * @param patience what may pass without any acknowledgement
     */
    static Outcome send(
            List<Unsent> rows,
            String source,
            Producer<byte[], byte[]> producer,
            Duration patience) {
        Sending sending = new Sending(producer, patience);
        Thread.ofVirtual().name("outbox-patience").start(sending::closeInSilence);
        return sending.send(rows, source);
    }

    private Outcome send(List<Unsent> rows, String source) {
        int handedOver = 0;
        try {
            for (Unsent row : rows) {
                if (failure.get() != null) {
                    break;
                }
                handedOver++;
                producer.send(
                        row.record(source),
                        (_, error) -> {
                            if (error == null) {
                                acked.add(row.id());
                            } else {
                                fail(new Failure(row.topic(), error.getClass().getName()));
                            }
                        });
            }
            producer.flush();
        } catch (RuntimeException e) {
            String topic = handedOver == 0 ? null : rows.get(handedOver - 1).topic();
            fail(new Failure(topic, e.getClass().getName()));
        } finally {
            over.countDown();
        }
        return outcome(rows.subList(0, handedOver));
    }

    /** Closing aborts what is on its way, and each of those fails too: the first is the cause. */
    private void fail(Failure cause) {
        if (failure.compareAndSet(null, cause)) {
            producer.close(Duration.ZERO);
        }
    }

    private void closeInSilence() {
        try {
            int before = -1;
            while (!over.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                if (acked.size() == before) {
                    fail(new Failure(null, SILENCE));
                }
                before = acked.size();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome outcome(List<Unsent> handedOver) {
        Failure cause = failure.get();
        Set<Long> safe = new HashSet<>(acked);
        Map<String, String> stuck = new TreeMap<>();
        if (cause != null && cause.topic != null) {
            stuck.put(cause.topic, cause.reason);
        } else if (cause != null) {
            handedOver.stream()
                    .filter(row -> !safe.contains(row.id()))
                    .forEach(row -> stuck.put(row.topic(), cause.reason));
        }
        return new Outcome(safe, stuck, cause != null);
    }
}
