package io.aftercare.messaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.springframework.core.io.Resource;

/**
 * Rules that are data: a text file whose first line is {@code version 2026-10-01}, whose second one
 * names the columns, and whose other lines have one word for each. Empty lines and those that begin
 * with {@code #} say nothing. It is read when the service starts; a fault ends the start and names
 * file, line, column and rule.
 */
public final class VersionedTable {

    private static final String VERSION = "version ";

    private final String name;
    private final LocalDate version;
    private final List<Row> rows;

    private VersionedTable(String name, LocalDate version, List<Row> rows) {
        this.name = name;
        this.version = version;
        this.rows = rows;
    }

    /** Reads it, with exactly these columns. */
    public static VersionedTable load(Resource file, String... columns) {
        String name = Objects.requireNonNullElse(file.getFilename(), file.getDescription());
        try {
            return read(name, file.getContentAsString(StandardCharsets.UTF_8), columns);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    public static VersionedTable read(String name, String text, String... columns) {
        List<String> names = List.of(columns);
        List<Row> lines = lines(name, text, names);
        if (lines.isEmpty()) {
            throw new InvalidTable(name + ": version must be the first line");
        }
        LocalDate version = version(lines.getFirst());
        if (lines.size() < 2 || !lines.get(1).words.equals(names)) {
            throw lines.get(Math.min(1, lines.size() - 1))
                    .fault("columns", "must be " + String.join(" ", names));
        }
        List<Row> rows = lines.subList(2, lines.size());
        for (Row row : rows) {
            if (row.words.size() != names.size()) {
                throw row.fault("line", "must have %d words: %s".formatted(names.size(), names));
            }
        }
        return new VersionedTable(name, version, List.copyOf(rows));
    }

    private static List<Row> lines(String name, String text, List<String> columns) {
        List<Row> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            if (!line.isEmpty() && !line.startsWith("#")) {
                lines.add(new Row(name, number, columns, List.of(line.split("\\s+"))));
            }
        }
        return lines;
    }

    private static LocalDate version(Row first) {
        String line = String.join(" ", first.words);
        try {
            if (line.startsWith(VERSION)) {
                return LocalDate.parse(line.substring(VERSION.length()));
            }
        } catch (DateTimeException _) {
            // told below
        }
        throw first.fault("version", "must be the first line, as 'version 2026-10-01'");
    }

    /** The day from which it is meant to hold. */
    public LocalDate version() {
        return version;
    }

    public List<Row> rows() {
        return rows;
    }

    /** What is wrong with it as a whole, as a row that is missing. */
    public InvalidTable fault(String column, String rule) {
        return new InvalidTable("%s: %s %s".formatted(name, column, rule));
    }

    /** One line. */
    public record Row(String file, int line, List<String> columns, List<String> words) {

        /** The word in a column. */
        public String word(String column) {
            return words.get(columns.indexOf(column));
        }

        /** The word in a column, which must be one of these. */
        public String oneOf(String column, List<String> allowed) {
            String word = word(column);
            if (!allowed.contains(word)) {
                throw fault(
                        column,
                        "must be one of %s, not '%s'".formatted(String.join(", ", allowed), word));
            }
            return word;
        }

        /** The constant named in a column. */
        public <E extends Enum<E>> E code(String column, Class<E> type) {
            List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
            return Enum.valueOf(type, oneOf(column, names));
        }

        /** What is wrong with a column of this line. */
        public InvalidTable fault(String column, String rule) {
            return new InvalidTable("%s line %d: %s %s".formatted(file, line, column, rule));
        }
    }

    /** The table breaks a rule; the message names file, line, column and rule. */
    public static final class InvalidTable extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        InvalidTable(String message) {
            super(message);
        }
    }
}
