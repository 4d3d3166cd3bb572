package io.aftercare.messaging.tally;

import io.aftercare.messaging.outbox.Outbox;
import io.aftercare.messaging.tally.avro.Output;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.stereotype.Component;

@Component
class OutputEvents {

    private final Outbox outbox;

    OutputEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void publish(String lock, String key, Instant occurredAt, SpecificRecord body) {
        outbox.fact(
                Topics.OUTPUTS,
                lock,
                key,
                occurredAt,
                stamp ->
                        new Output(
                                stamp.eventId(),
                                stamp.sequence(),
                                occurredAt,
                                stamp.recordedAt(),
                                body));
    }
}
