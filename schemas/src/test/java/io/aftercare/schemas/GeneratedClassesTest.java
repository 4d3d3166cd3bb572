package io.aftercare.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The registered schema and the generated classes understand each other: what is written with the
 * one is read with the other, to the last byte and both ways.
 */
class GeneratedClassesTest {

    static final List<String> TOPICS = Topics.names();

    private static final int VALUES = 500;
    private static final long YEAR_MILLIS = 366L * 24 * 3600 * 1000;

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyValueSurvivesTheWayThroughTheClassesAndBack(String topic) throws IOException {
        Schema registered = Schemas.of(topic);
        Schema generated = SpecificData.get().getSchema(SpecificData.get().getClass(registered));
        assertThat(generated).isNotEqualTo(registered);
        Random random = new Random(topic.hashCode());
        for (int i = 0; i < VALUES; i++) {
            Object value = requireNonNull(value(registered, random));
            byte[] bytes = written(new GenericDatumWriter<>(registered), value);
            Object object = read(new SpecificDatumReader<>(registered, generated), bytes);
            assertThat(object).isInstanceOf(SpecificRecord.class);
            byte[] again = written(new SpecificDatumWriter<>(generated), object);
            assertThat(again).isEqualTo(bytes);
            assertThat(read(new GenericDatumReader<>(generated, registered), again))
                    .isEqualTo(value);
        }
    }

    private static byte[] written(DatumWriter<Object> writer, Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Encoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        writer.write(value, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Object read(DatumReader<Object> reader, byte[] bytes) throws IOException {
        return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    }

    private static @Nullable Object value(Schema schema, Random random) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, random);
            case UNION -> value(oneOf(schema.getTypes(), random), random);
            case ENUM -> new GenericData.EnumSymbol(schema, oneOf(schema.getEnumSymbols(), random));
            case ARRAY ->
                    new GenericData.Array<>(
                            schema,
                            List.of(requireNonNull(value(schema.getElementType(), random))));
            case STRING -> text(schema, random);
            case LONG -> random.nextLong(-YEAR_MILLIS, 100 * YEAR_MILLIS);
            case INT -> random.nextInt(-366, 366 * 100);
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            default -> throw new IllegalArgumentException("No values of " + schema.getType());
        };
    }

    private static Object record(Schema schema, Random random) {
        GenericData.Record record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), random)));
        return record;
    }

    private static String text(Schema schema, Random random) {
        return schema.getLogicalType() != null
                ? new UUID(random.nextLong(), random.nextLong()).toString()
                : "Zoë \uD83D\uDCDE " + random.nextInt();
    }

    private static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
