package io.aftercare.messaging.wire;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Reads the Confluent wire format: a zero byte, the writer's schema id, Avro binary. */
public final class Decoder {

    private static final int PREFIX = 5;

    static {
        // a length is believed, and so much memory taken, before the bytes are seen to be missing
        for (String kind : List.of("string", "bytes", "collectionItems")) {
            System.setProperty(
                    "org.apache.avro.limits." + kind + ".maxLength",
                    String.valueOf(Encoder.LARGEST_VALUE));
        }
    }

    private final Registry registry;
    private final Map<Reader, SpecificDatumReader<? extends SpecificRecord>> readers =
            new ConcurrentHashMap<>();

    public Decoder(Registry registry) {
        this.registry = registry;
    }

    /**
     * @throws Undecodable if these bytes are no record of that type and never will be
     * @throws SchemaNotFound if the registry does not know the schema id
     * @throws RegistryAway if the registry cannot be asked
     */
    public <T extends SpecificRecord> T decode(byte[] value, Class<T> type) {
        if (value.length < PREFIX || value[0] != 0 || schemaId(value) < 0) {
            throw new Undecodable("no schema id in front of the value", null);
        }
        SpecificDatumReader<? extends SpecificRecord> reader = reader(schemaId(value), type);
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
            T record = type.cast(reader.read(null, decoder));
            if (!decoder.isEnd()) {
                throw new Undecodable("bytes are left behind the record", null);
            }
            return record;
        } catch (IOException | RuntimeException e) {
            throw e instanceof Undecodable known
                    ? known
                    : new Undecodable("the value does not fit its schema", e);
        }
    }

    private SpecificDatumReader<? extends SpecificRecord> reader(int id, Class<?> type) {
        Reader key = new Reader(id, type);
        SpecificDatumReader<? extends SpecificRecord> known = readers.get(key);
        if (known == null) {
            known = open(registry.schema(id), type);
            readers.put(key, known);
        }
        return known;
    }

    private static SpecificDatumReader<? extends SpecificRecord> open(
            Schema writer, Class<?> type) {
        try {
            return new SpecificDatumReader<>(writer, SpecificData.get().getSchema(type));
        } catch (AvroRuntimeException e) {
            throw new Undecodable("the value's schema is not this topic's", e);
        }
    }

    /** The name of the body by its writer's schema, whether this type knows such a body or not. */
    public Optional<String> bodyOf(byte[] value, Class<? extends SpecificRecord> type) {
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(value, PREFIX, value.length - PREFIX, null);
            Schema writer = registry.schema(schemaId(value));
            if (!writer.getFullName().equals(SpecificData.get().getSchema(type).getFullName())) {
                return Optional.empty();
            }
            return new GenericDatumReader<>(writer).read(null, decoder)
                            instanceof IndexedRecord record
                    ? Optional.of(Encoder.type(record))
                    : Optional.empty();
        } catch (IOException | RuntimeException _) {
            return Optional.empty();
        }
    }

    /** The id of the writer's schema, of a value that has one. */
    public static int schemaId(byte[] value) {
        return (value[1] & 0xFF) << 24
                | (value[2] & 0xFF) << 16
                | (value[3] & 0xFF) << 8
                | (value[4] & 0xFF);
    }

    private record Reader(int schemaId, Class<?> type) {}
}
