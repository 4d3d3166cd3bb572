package io.aftercare.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What every schema of ours keeps to, beyond what Avro asks. */
class ContractTest {

    static final List<String> TOPICS = Topics.names();

    private static final String INSTANT = "milliseconds since 1970-01-01T00:00Z";

    @ParameterizedTest
    @FieldSource("TOPICS")
    void thePackagedSchemaIsTheIdls(String topic) throws IOException {
        Schema idl = CompileIdl.mainSchema(Path.of("src/main/avro", topic + ".avdl"));
        assertThat(Schemas.of(topic).toString()).isEqualTo(idl.toString());
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void noSchemaCarriesAJavaType(String topic) {
        assertThat(Schemas.of(topic).toString()).doesNotContain("avro.java", "java-class");
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyTypeAndFieldIsDocumented(String topic) {
        for (Schema type : named(topic)) {
            assertThat(type.getDoc()).as(type.getFullName()).isNotBlank();
            for (Schema.Field field : fields(type)) {
                assertThat(field.doc()).as(type.getFullName() + "." + field.name()).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyEnumHasTheDefaultUnknown(String topic) {
        for (Schema type : named(topic)) {
            if (type.getType() == Type.ENUM) {
                assertThat(type.getEnumDefault()).as(type.getFullName()).isEqualTo("UNKNOWN");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyInstantIsInMillisecondsAndSaysSo(String topic) {
        for (Schema type : named(topic)) {
            for (Schema.Field field : fields(type)) {
                String name = type.getFullName() + "." + field.name();
                switch (logicalType(field)) {
                    case "timestamp-millis" -> assertThat(field.doc()).as(name).contains(INSTANT);
                    case "date" -> assertThat(field.doc()).as(name).contains("without zone");
                    case String other -> assertThat(other).as(name).isIn("", "uuid");
                }
            }
        }
    }

    @ParameterizedTest
    @FieldSource("TOPICS")
    void everyBodyIsARecordWithItsOwnName(String topic) {
        Schema.Field body = Schemas.of(topic).getField("body");
        if (body != null) {
            assertThat(body.schema().getTypes())
                    .allSatisfy(branch -> assertThat(branch.getType()).isEqualTo(Type.RECORD));
            assertThat(body.schema().getTypes().stream().map(Schema::getName))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void noTypeNameIsUsedByTwoTopics() {
        assertThat(TOPICS.stream().flatMap(topic -> named(topic).stream()).map(Schema::getFullName))
                .doesNotHaveDuplicates();
    }

    @Test
    void allFactsHaveTheSameEnvelope() {
        Stream<List<String>> envelopes =
                TOPICS.stream().filter(topic -> topic.endsWith("-events")).map(this::envelope);
        assertThat(envelopes).hasSize(4).containsOnly(envelope(Topics.CASE_EVENTS));
    }

    private List<String> envelope(String topic) {
        return Schemas.of(topic).getFields().stream()
                .filter(field -> !field.name().equals("body"))
                .map(field -> field.name() + " " + field.schema() + " " + field.doc())
                .toList();
    }

    private static List<Schema.Field> fields(Schema type) {
        return type.getType() == Type.RECORD ? type.getFields() : List.of();
    }

    /** Of the field, or of the one branch of its union that has one; empty if there is none. */
    private static String logicalType(Schema.Field field) {
        Schema schema = field.schema();
        return (schema.isUnion() ? schema.getTypes() : List.of(schema))
                .stream()
                        .filter(branch -> branch.getLogicalType() != null)
                        .map(branch -> branch.getLogicalType().getName())
                        .findFirst()
                        .orElse("");
    }

    private static List<Schema> named(String topic) {
        Map<String, Schema> found = new LinkedHashMap<>();
        collect(Schemas.of(topic), found);
        return new ArrayList<>(found.values());
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                if (found.put(schema.getFullName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema(), found));
                }
            }
            case ENUM, FIXED -> found.put(schema.getFullName(), schema);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            default -> {}
        }
    }
}
