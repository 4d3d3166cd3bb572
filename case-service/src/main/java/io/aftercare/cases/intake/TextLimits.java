package io.aftercare.cases.intake;

import io.aftercare.cases.lifecycle.Verdict;
import io.aftercare.schemas.Keys;
import org.jspecify.annotations.Nullable;

/** What texts in reports must be like; lengths are in characters as people count them. */
public final class TextLimits {

    private static final String CONTROL = "must have no control characters";

    private TextLimits() {}

    /** The id of a person, a member of staff or a team, if there is one. */
    public static @Nullable Verdict contactId(String field, @Nullable String id) {
        return id == null || Keys.isId(id) ? null : Verdict.refused(field, Keys.ID_RULE);
    }

    static boolean isId(String id, int longest) {
        return id("", id, longest) == null;
    }

    /** A name that the source alone gives, if there is one: not blank, no control characters. */
    public static @Nullable Verdict id(String field, @Nullable String id, int longest) {
        return id != null && id.isBlank()
                ? Verdict.refused(field, "must not be blank")
                : line(field, id, longest);
    }

    /** One line of text. */
    static @Nullable Verdict line(String field, @Nullable String text, int longest) {
        return text != null && text.chars().anyMatch(TextLimits::breaksLine)
                ? Verdict.refused(field, CONTROL)
                : text(field, text, longest);
    }

    /** Text of several lines. */
    public static @Nullable Verdict text(String field, @Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        if (text.length() > longest && text.codePointCount(0, text.length()) > longest) {
            return Verdict.refused(field, "must have at most %d characters".formatted(longest));
        }
        return text.codePoints().anyMatch(TextLimits::isUnprintable)
                ? Verdict.refused(field, CONTROL)
                : null;
    }

    private static boolean breaksLine(int c) {
        return c == '\n' || c == '\r' || c == '\t' || c == '\u2028' || c == '\u2029';
    }

    /** Control characters and halves of pairs, except what a text of several lines needs. */
    private static boolean isUnprintable(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t'
                || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
