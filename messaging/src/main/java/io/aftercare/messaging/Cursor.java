package io.aftercare.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended: at a row that was its last. It stays good when rows come, go or
 * move: what lies after that place follows.
 *
 * @param order the name of the order of the list
 * @param at by when the last row stands in that order, from the year 1970 until the year 9999
 * @param id by what it stands among those of the same time
 */
public record Cursor(String order, Instant at, UUID id) {

    private static final int PARTS = 3;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** As it stands in a URL. */
    public String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((order + "|" + at + "|" + id).getBytes(UTF_8));
    }

    /** Null if the text is no cursor of a list in this order. */
    public static @Nullable Cursor of(String text, String order) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\|", -1);
            if (parts.length != PARTS || !parts[0].equals(order)) {
                return null;
            }
            Instant at = Instant.parse(parts[1]);
            boolean possible = !at.isBefore(FIRST) && at.isBefore(LAST);
            return possible ? new Cursor(order, at, UUID.fromString(parts[2])) : null;
        } catch (IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }
}
