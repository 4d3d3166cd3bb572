package io.aftercare.followups.known;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of a person: nothing that names them.
 *
 * @param version counts up with each change at the source
 * @param zone null if unknown
 * @param language BCP 47, null if unknown
 * @param country ISO 3166, null if unknown
 */
public record Person(
        String id,
        long version,
        @Nullable ZoneId zone,
        @Nullable String language,
        @Nullable String country) {

    /** The zone of that name, or null if there is none: a publisher's typo must not cost a fact. */
    public static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
