package io.aftercare.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.idl.IdlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No release breaks a reader or a writer of an older one; and planted breaks are found. */
class EvolutionTest {

    @Test
    void theIdlMayFollowEveryRelease() throws IOException {
        assertThat(faultsSince(Path.of("history"))).isEmpty();
    }

    @Test
    void everySchemaMayFollowItself() {
        for (String topic : Topics.names()) {
            assertThat(Evolution.faults(Schemas.of(topic), Schemas.of(topic))).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    body               | Closed, Merged\\n  }       | Closed, Merged, DueDate }
                    symbol             | SOLVED, WORKAROUND       | SOLVED, LUCK, WORKAROUND
                    field with default | Outcome outcome;         | Outcome outcome; union { null, string } hint = null;
                    """)
    void aNewOneIsHarmless(String what, String before, String after) throws IOException {
        assertThat(Evolution.faults(intake(), planted(before, after))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    field without default in a body  | Outcome outcome;           | Outcome outcome; string hint;        | newer reader
                    field without default around it  | string source;             | string source; string tenant;        | newer reader
                    field gone, it had a default     | boolean imported = false;  | ``                                   | imported: gone
                    field gone, it had no default    | string reportId;           | ``                                   | older reader
                    body gone                        | , PromiseKept, PromiseWithdrawn | , PromiseWithdrawn              | newer reader
                    branch added below the body      | DueInstant } due           | DueInstant, string } due             | older reader
                    field became optional            | string reportId;           | union { null, string } reportId = null; | older reader
                    symbol gone                      | SOLVED, WORKAROUND         | SOLVED                               | symbol WORKAROUND gone
                    default symbol gone              | AUTOMATIC\\n} = UNKNOWN;    | AUTOMATIC }                          | another default symbol
                    wider number                     | timestamp_ms occurredAt    | double occurredAt                    | older reader
                    other unit                       | timestamp_ms occurredAt    | @logicalType("timestamp-micros") long occurredAt | another logical type
                    record renamed                   | DueDate                    | DueDay                               | newer reader
                    """)
    void aBreakIsFound(String what, String before, String after, String fault) throws IOException {
        assertThat(Evolution.faults(intake(), planted(before, after)))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    @Test
    void aBreakOfARecordedReleaseIsFound(@TempDir Path history) throws IOException {
        release(history, "1.0", Schemas.of(Topics.CASE_INTAKE));
        assertThat(faultsSince(history)).isEmpty();
        release(history, "1.1", planted("SOLVED, WORKAROUND", "SOLVED, LUCK, WORKAROUND"));
        assertThat(faultsSince(history)).singleElement().asString().contains("1.1", "LUCK gone");
    }

    private static List<String> faultsSince(Path history) throws IOException {
        try (Stream<Path> files = Files.walk(history)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .flatMap(EvolutionTest::faultsSinceOne)
                    .toList();
        }
    }

    private static Stream<String> faultsSinceOne(Path released) {
        try {
            String topic = released.getFileName().toString().replace(".avsc", "");
            Schema older = new Schema.Parser().parse(released.toFile());
            return Evolution.faults(older, Schemas.of(topic)).stream()
                    .map(fault -> released + ": " + fault);
        } catch (IOException e) {
            throw new IllegalStateException(released + " is unreadable", e);
        }
    }

    private static void release(Path history, String version, Schema schema) throws IOException {
        Path directory = Files.createDirectory(history.resolve(version));
        Files.writeString(directory.resolve(Topics.CASE_INTAKE + ".avsc"), schema.toString());
    }

    private static Schema intake() {
        return Schemas.of(Topics.CASE_INTAKE);
    }

    private static Schema planted(String before, String after) throws IOException {
        String idl = Files.readString(Path.of("src/main/avro/case-intake.avdl"));
        String sought = before.replace("\\n", "\n");
        assertThat(idl).contains(sought);
        byte[] changed = idl.replace(sought, after).getBytes(UTF_8);
        return new IdlReader().parse(new ByteArrayInputStream(changed)).getMainSchema();
    }
}
