package io.aftercare.cases.desk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of a list ended: at a row that was its last. It stays good when rows come, go or
 * move: what lies after that place follows.
 */
record Cursor(Sort sort, Instant at, UUID id) {

    private static final int PARTS = 3;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((sort + "|" + at + "|" + id).getBytes(UTF_8));
    }

    /** Null if that is none of this order. */
    static @Nullable Cursor of(String text, Sort sort) {
        try {
            String[] parts =
                    new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\\|", -1);
            if (parts.length != PARTS || !parts[0].equals(sort.name())) {
                return null;
            }
            Instant at = Instant.parse(parts[1]);
            boolean possible = !at.isBefore(FIRST) && at.isBefore(LAST);
            return possible ? new Cursor(sort, at, UUID.fromString(parts[2])) : null;
        } catch (IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }
}
