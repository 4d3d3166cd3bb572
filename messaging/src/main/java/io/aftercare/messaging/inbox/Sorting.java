package io.aftercare.messaging.inbox;

import io.aftercare.messaging.inbox.Sorted.Good;
import io.aftercare.messaging.inbox.Sorted.NoRegistry;
import io.aftercare.messaging.inbox.Sorted.Poison;
import io.aftercare.messaging.inbox.Sorted.SeenAs;
import io.aftercare.messaging.inbox.Sorted.Skipped;
import io.aftercare.messaging.inbox.Sorted.UnknownSchema;
import io.aftercare.messaging.wire.CloudEvent;
import io.aftercare.messaging.wire.Decoder;
import io.aftercare.messaging.wire.Encoder;
import io.aftercare.messaging.wire.Fields;
import io.aftercare.messaging.wire.RegistryAway;
import io.aftercare.messaging.wire.SchemaNotFound;
import io.aftercare.messaging.wire.Undecodable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks at bytes and headers and says what a record is, before any transaction. */
final class Sorting<T extends SpecificRecord> {

    /** Bytes. A longer one would fit no index. */
    private static final int LONGEST_KEY = 1_024;

    private final Listener<T> listener;
    private final Decoder decoder;
    private final Clock clock;
    private final boolean facts;
    private final Set<String> types;

    Sorting(Listener<T> listener, Decoder decoder, Clock clock) {
        this.listener = listener;
        this.decoder = decoder;
        this.clock = clock;
        Schema schema = SpecificData.get().getSchema(listener.type());
        this.facts = Fields.isFact(schema);
        this.types = CloudEvent.types(schema);
    }

    Sorted<T> sort(ConsumerRecord<byte[], byte[]> raw) {
        String key = text(raw.key());
        if (key == null) {
            return new Poison<>(Cause.BAD_KEY, "the key is missing, too long or no text");
        }
        String type = CloudEvent.text(raw.headers(), "ce_type");
        if (type != null && !types.contains(type)) {
            return facts ? new Skipped<>() : new Poison<>(Cause.UNKNOWN_TYPE, "ce_type");
        }
        if (raw.value() == null) {
            return listener.takesTombstones()
                    ? new Good<>(raw, received(raw, key, null), null)
                    : new Poison<>(Cause.TOMBSTONE, "no value");
        }
        if (raw.value().length > Encoder.LARGEST_VALUE) {
            return new Poison<>(Cause.TOO_LARGE, raw.value().length + " bytes");
        }
        return decode(raw, key);
    }

    private Sorted<T> decode(ConsumerRecord<byte[], byte[]> raw, String key) {
        T value;
        try {
            value = decoder.decode(raw.value(), listener.type());
        } catch (Undecodable e) {
            return isOfAnotherType(raw)
                    ? new Skipped<>()
                    : new Poison<>(
                            Cause.UNDECODABLE, Objects.requireNonNullElse(e.getMessage(), ""));
        } catch (SchemaNotFound _) {
            return new UnknownSchema<>(Decoder.schemaId(raw.value()));
        } catch (RegistryAway _) {
            return new NoRegistry<>();
        }
        String header = CloudEvent.contradiction(raw.headers(), key, value);
        if (header != null) {
            return new Poison<>(Cause.CONTRADICTING_HEADER, header);
        }
        SeenAs seenAs = facts ? seenAs(value) : null;
        return seenAs != null && !Inbox.covers(seenAs.recordedOn(), today())
                ? new Poison<>(Cause.OUTSIDE_INBOX, "recordedAt")
                : new Good<>(raw, received(raw, key, value), seenAs);
    }

    /** A fact that its header does not tell to be of a type we do not know, as headers may lack. */
    private boolean isOfAnotherType(ConsumerRecord<byte[], byte[]> raw) {
        return facts
                && CloudEvent.text(raw.headers(), "ce_type") == null
                && decoder.bodyOf(raw.value(), listener.type())
                        .filter(it -> !types.contains(it))
                        .isPresent();
    }

    private Received<T> received(
            ConsumerRecord<byte[], byte[]> raw, String key, @Nullable T value) {
        return new Received<>(
                raw.topic(), key, value, CloudEvent.text(raw.headers(), "traceparent"));
    }

    private static SeenAs seenAs(SpecificRecord value) {
        UUID eventId = (UUID) Objects.requireNonNull(Fields.get(value, "eventId"));
        Instant recordedAt = (Instant) Objects.requireNonNull(Fields.get(value, "recordedAt"));
        return new SeenAs(eventId, LocalDate.ofInstant(recordedAt, ZoneOffset.UTC));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0 || bytes.length > LONGEST_KEY) {
            return null;
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.indexOf('\0') < 0 ? text : null; // no database takes a NUL for text
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
