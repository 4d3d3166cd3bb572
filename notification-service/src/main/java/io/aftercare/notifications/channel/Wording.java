package io.aftercare.notifications.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The texts of messages, one resource per purpose and language: the subject, a blank line, the
 * text. {@code {name}} stands for a value, {@code {name|word}} for a value or that word; a line
 * whose value is not known is left out. Values are put in as they are and never read as templates.
 */
public final class Wording {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)(?:\\|([^{}]*))?}");
    private static final Map<Of, Wording> LOADED = new ConcurrentHashMap<>();

    private final Language language;
    private final String subject;
    private final String text;

    private record Of(String purpose, Language language) {}

    private Wording(Language language, String template) {
        int blank = template.indexOf("\n\n");
        if (blank < 1) {
            throw new IllegalArgumentException("a text is a subject, a blank line and the text");
        }
        this.language = language;
        this.subject = template.substring(0, blank);
        this.text = template.substring(blank + 2);
    }

    /** The words of a purpose, as {@code SURVEY}; in English where they are not translated. */
    public static Wording of(String purpose, Language preferred) {
        return LOADED.computeIfAbsent(new Of(purpose, preferred), Wording::load);
    }

    /** The language they are in. */
    public Language language() {
        return language;
    }

    public String subject(Map<String, String> values) {
        String line = line(subject, values);
        if (line == null) {
            throw new IllegalArgumentException("the subject needs a value: " + subject);
        }
        return line;
    }

    public String text(Map<String, String> values) {
        return text.lines()
                        .map(line -> line(line, values))
                        .filter(line -> line != null)
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static @Nullable String line(String line, Map<String, String> values) {
        Matcher places = PLACE.matcher(line);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            String value = values.getOrDefault(places.group(1), places.group(2));
            if (value == null) {
                return null;
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return places.appendTail(filled).toString();
    }

    private static Wording load(Of wanted) {
        try (InputStream in = wanted.language.resource(wanted.purpose + ".txt")) {
            if (in != null) {
                String template = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Wording(wanted.language, template);
            }
            if (wanted.language == Language.ENGLISH) {
                throw new IllegalArgumentException("no text for " + wanted.purpose);
            }
            return load(new Of(wanted.purpose, Language.ENGLISH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
