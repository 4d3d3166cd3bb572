package io.aftercare.followups.known;

import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of a person: nothing that names them.
 *
 * @param version counts up with each change at the source
 * @param zone null if unknown
 */
public record Person(String id, long version, @Nullable ZoneId zone) {

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    /** The zone of that name, or null if there is none: a publisher's typo must not cost a fact. */
    public static @Nullable ZoneId zone(@Nullable String name) {
        return name != null && ZONES.contains(name) ? ZoneId.of(name) : null;
    }
}
