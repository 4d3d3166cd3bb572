package io.aftercare.notifications.channel;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said to somebody. Held in memory only, while it is sent.
 *
 * @param id the same on every try, so that the receiver can tell a repeat
 * @param caseId the case it is about, for replies; null if it is about several
 * @param to the address
 * @param toName what to call them
 * @param text plain text with line breaks
 * @param at the instant it is dated
 */
public record Letter(
        UUID id,
        @Nullable UUID caseId,
        String to,
        @Nullable String toName,
        String subject,
        String text,
        Instant at) {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public Letter {
        // whatever was checked before: a line break in a header would begin another header
        requireOneLine("to", to);
        requireOneLine("toName", toName);
        requireOneLine("subject", subject);
    }

    private static void requireOneLine(String field, @Nullable String value) {
        if (value != null && CONTROL.matcher(value).find()) {
            throw new IllegalArgumentException(field + " must not hold control characters");
        }
    }

    /** Says nothing about anybody, as it may be logged. */
    @Override
    public String toString() {
        return "Letter[" + id + "]";
    }
}
