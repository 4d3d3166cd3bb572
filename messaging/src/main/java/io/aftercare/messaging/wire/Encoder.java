package io.aftercare.messaging.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns records into the Confluent wire format: a zero byte, the schema's id, Avro binary. */
public final class Encoder {

    /** No record of ours is larger; topics take four times as much. */
    public static final int LARGEST_VALUE = 256 * 1024;

    private final ToIntFunction<String> schemaIds;
    private final Map<Class<?>, SpecificDatumWriter<SpecificRecord>> writers =
            new ConcurrentHashMap<>();

    /**
     * @param schemaIds gives the registered id of a topic's schema
     */
    public Encoder(ToIntFunction<String> schemaIds) {
        this.schemaIds = schemaIds;
    }

    /**
     * @throws IllegalArgumentException if the value is over {@link #LARGEST_VALUE}
     */
    public Encoded encode(String topic, SpecificRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        int id = schemaIds.applyAsInt(topic);
        bytes.write(0);
        bytes.write(id >>> 24);
        bytes.write(id >>> 16);
        bytes.write(id >>> 8);
        bytes.write(id);
        write(record, bytes);
        if (bytes.size() > LARGEST_VALUE) {
            throw new IllegalArgumentException(
                    "a record for %s has %,d bytes, over the limit of %,d"
                            .formatted(topic, bytes.size(), LARGEST_VALUE));
        }
        return new Encoded(bytes.toByteArray(), type(record));
    }

    private void write(SpecificRecord record, ByteArrayOutputStream bytes) {
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writers.computeIfAbsent(
                            record.getClass(), _ -> new SpecificDatumWriter<>(record.getSchema()))
                    .write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The full name of the body, or of the record itself where it has none. */
    static String type(IndexedRecord record) {
        var body = record.getSchema().getField("body");
        @Nullable Object value = body == null ? null : record.get(body.pos());
        return value instanceof IndexedRecord inner
                ? inner.getSchema().getFullName()
                : record.getSchema().getFullName();
    }

    /**
     * @param type the CloudEvents type
     */
    public record Encoded(byte[] value, String type) {}
}
