package io.aftercare.notifications.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A language that customers are written to in. Its texts are in a directory of its name. */
public enum Language {
    ENGLISH("en", "EEEE, d MMMM yyyy", " 'at' HH:mm '('VV')'"),
    /** Norwegian bokmål. */
    NORWEGIAN("nb", "EEEE d. MMMM yyyy", " 'kl.' HH:mm '('VV')'"),
    INDONESIAN("id", "EEEE, d MMMM yyyy", " 'pukul' HH.mm '('VV')'"),
    GREEK("el", "EEEE d MMMM yyyy", ", 'ώρα' HH:mm '('VV')'");

    private final String directory;
    private final DateTimeFormatter day;
    private final DateTimeFormatter time;
    private final Properties reasons;
    private final Properties promises;

    Language(String tag, String day, String time) {
        this.directory = tag + "/";
        this.day = DateTimeFormatter.ofPattern(day, Locale.forLanguageTag(tag));
        this.time = DateTimeFormatter.ofPattern(day + time, Locale.forLanguageTag(tag));
        this.reasons = words("reasons.properties");
        this.promises = words("promises.properties");
    }

    private Properties words(String name) {
        try (InputStream in = resource(name)) {
            if (in == null) {
                throw new IllegalStateException("missing: " + directory + name);
            }
            Properties words = new Properties();
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one that somebody reads who prefers that language, English if there are no texts in it.
     *
     * @param tag BCP 47, as {@code nb} or {@code en-GB}; null: not known
     */
    public static Language of(@Nullable String tag) {
        return tag == null
                ? ENGLISH
                : switch (Locale.forLanguageTag(tag).getLanguage()) {
                    // all Norwegians read bokmål
                    case "nb", "nn", "no" -> NORWEGIAN;
                    case "id", "in" -> INDONESIAN;
                    case "el" -> GREEK;
                    default -> ENGLISH;
                };
    }

    /**
     * A moment, as it is written in letters. The last millisecond of a day is how a promised day is
     * told by events: it is written as the day, nobody was promised a minute.
     */
    public String time(ZonedDateTime moment) {
        ZonedDateTime next = moment.plus(1, ChronoUnit.MILLIS);
        boolean endsDay = next.equals(next.toLocalDate().atStartOfDay(next.getZone()));
        return (endsDay ? day : time).format(moment);
    }

    /**
     * Why a date moved: the sentence for a reason, as {@code PARTS_MISSING}; null if none is known.
     */
    public @Nullable String reason(String code) {
        return reasons.getProperty(code);
    }

    /** What was promised: the words for a kind, as {@code CALLBACK}; null if they say nothing. */
    public @Nullable String promise(String kind) {
        return promises.getProperty(kind);
    }

    /** The codes of all reasons that have a sentence. */
    Set<String> reasons() {
        return reasons.stringPropertyNames();
    }

    @Nullable InputStream resource(String name) {
        return Language.class.getResourceAsStream(directory + name);
    }
}
