package io.aftercare.messaging.inbox;

import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What a first look at a record's bytes and headers says. */
sealed interface Sorted<T extends SpecificRecord> {

    /**
     * It can be handled.
     *
     * @param seenAs how the inbox knows it; null for letters, which the domain tables know
     */
    record Good<T extends SpecificRecord>(
            ConsumerRecord<byte[], byte[]> raw, Received<T> received, @Nullable SeenAs seenAs)
            implements Sorted<T> {}

    /** A fact of a type that this reader does not know: not for us. */
    record Skipped<T extends SpecificRecord>() implements Sorted<T> {}

    /** It never will be handled. */
    record Poison<T extends SpecificRecord>(Cause cause, String detail) implements Sorted<T> {}

    /** Its schema id may become known. */
    record UnknownSchema<T extends SpecificRecord>(int schemaId) implements Sorted<T> {}

    /** Nothing can be said while the registry is away. */
    record NoRegistry<T extends SpecificRecord>() implements Sorted<T> {}

    /** The id of a fact and the day (UTC) on which its writer recorded it. */
    record SeenAs(UUID eventId, LocalDate recordedOn) {}
}
