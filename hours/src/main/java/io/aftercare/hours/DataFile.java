package io.aftercare.hours;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** A text file of this module, without empty lines and comments; faults name file and line. */
record DataFile(String name, List<Line> lines) {

    record Line(String file, int number, String text) {
        InvalidHours refused(String field, String rule) {
            return refused(new InvalidHours(field, rule));
        }

        InvalidHours refused(InvalidHours fault) {
            return fault.in(file + " line " + number);
        }
    }

    static DataFile resource(String name) {
        try (InputStream in = DataFile.class.getResourceAsStream(name)) {
            byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
            return of(name, new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    static DataFile of(String name, String text) {
        List<String> all = text.lines().map(String::strip).toList();
        return new DataFile(
                name,
                IntStream.range(0, all.size())
                        .mapToObj(i -> new Line(name, i + 1, all.get(i)))
                        .filter(line -> !line.text.isEmpty() && !line.text.startsWith("#"))
                        .toList());
    }

    InvalidHours refused(String field, String rule) {
        return new InvalidHours(field, rule).in(name);
    }
}
