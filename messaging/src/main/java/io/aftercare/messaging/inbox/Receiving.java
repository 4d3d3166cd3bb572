package io.aftercare.messaging.inbox;

import io.aftercare.messaging.Failure;
import io.aftercare.messaging.Passing;
import io.aftercare.messaging.Transactions;
import io.aftercare.messaging.inbox.Sorted.Good;
import io.aftercare.messaging.inbox.Sorted.SeenAs;
import io.aftercare.messaging.wire.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands good records to the listener, a transaction at a time. Trouble that passes stops every
 * partition concerned; an unexpected exception halves the batch until the record stands alone.
 */
final class Receiving<T extends SpecificRecord> {

    private static final Logger log = LoggerFactory.getLogger(Receiving.class);

    private final Listener<T> listener;
    private final Inbox inbox;
    private final Transactions transactions;

    Receiving(Listener<T> listener, Inbox inbox, Transactions transactions) {
        this.listener = listener;
        this.inbox = inbox;
        this.transactions = transactions;
    }

    /** What became of a batch. */
    interface Outcome<T extends SpecificRecord> {

        /** True if the record must wait for a later poll. */
        boolean stopped(Good<T> record);

        /** The records had their effect, now or before. */
        void handled(List<Good<T>> records, int repeated);

        /** Nothing happened to these; the trouble will pass. */
        void troubled(List<Good<T>> records, Throwable trouble);

        /** The record fails alone. */
        void failed(Good<T> record, Throwable error);
    }

    void receive(List<Good<T>> batch, Outcome<T> outcome) {
        List<Good<T>> records = batch.stream().filter(r -> !outcome.stopped(r)).toList();
        if (records.isEmpty()) {
            return;
        }
        try {
            int fresh = handle(records);
            outcome.handled(records, records.size() - fresh);
        } catch (VirtualMachineError e) {
            if (e instanceof StackOverflowError) {
                halve(records, e, outcome);
            } else {
                throw e;
            }
        } catch (RuntimeException | Error e) {
            if (Passing.isPassing(e)) {
                log.warn(
                        "{}: {} records wait: {}",
                        listener.topic(),
                        records.size(),
                        Failure.kind(e));
                outcome.troubled(records, e);
            } else {
                halve(records, e, outcome);
            }
        } finally {
            Trace.clear();
        }
    }

    private void halve(List<Good<T>> records, Throwable error, Outcome<T> outcome) {
        if (records.size() == 1) {
            outcome.failed(records.getFirst(), error);
            return;
        }
        int middle = records.size() / 2;
        receive(records.subList(0, middle), outcome);
        receive(records.subList(middle, records.size()), outcome);
    }

    /** One transaction; returns how many of the records were not repeats. */
    private int handle(List<Good<T>> records) {
        inbox.open(
                records.stream()
                        .map(Good::seenAs)
                        .filter(Objects::nonNull)
                        .map(SeenAs::recordedOn)
                        .collect(Collectors.toSet()));
        Set<String> keys = new LinkedHashSet<>();
        records.forEach(record -> keys.addAll(listener.keys(record.received())));
        return transactions.once(
                keys,
                () -> {
                    List<Received<T>> fresh = fresh(records);
                    if (!fresh.isEmpty()) {
                        listener.on(new Batch<>(fresh));
                    }
                    return fresh.size();
                });
    }

    private List<Received<T>> fresh(List<Good<T>> records) {
        Set<UUID> unseen =
                inbox.note(records.stream().map(Good::seenAs).filter(Objects::nonNull).toList());
        List<Received<T>> fresh = new ArrayList<>(records.size());
        for (Good<T> record : records) {
            SeenAs seenAs = record.seenAs();
            // removed, so that a repeat within the same batch is dropped too
            if (seenAs == null || unseen.remove(seenAs.eventId())) {
                fresh.add(record.received());
            }
        }
        return fresh;
    }
}
