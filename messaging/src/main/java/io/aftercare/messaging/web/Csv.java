package io.aftercare.messaging.web;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text for spreadsheets: RFC 4180, and nothing in it is taken for a formula. */
public final class Csv {

    /** What a spreadsheet may take for the beginning of a formula. */
    private static final String BEGINS_FORMULA = "=+-@\t\r";

    private static final String NEEDS_QUOTES = "\",\r\n";

    private Csv() {}

    /** A line, with its end. Texts come from outside, numbers do not. */
    public static String line(List<? extends @Nullable Object> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> quoted(harmless(text));
            default -> quoted(value.toString());
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && BEGINS_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        return text.chars().anyMatch(it -> NEEDS_QUOTES.indexOf(it) >= 0)
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }
}
