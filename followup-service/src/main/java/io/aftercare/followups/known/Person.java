package io.aftercare.followups.known;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of a person: nothing that names them.
 *
 * @param version counts up with each change at the source
 * @param country ISO 3166, null if unknown
 * @param zone null if unknown
 */
public record Person(String id, long version, @Nullable String country, @Nullable ZoneId zone) {

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** That country, or null if there is none: as {@link #zone(String)}. */
    public static @Nullable String country(@Nullable String code) {
        return code != null && COUNTRIES.contains(code) ? code : null;
    }

    /** The zone of that name, or null if there is none: a publisher's typo must not cost a fact. */
    public static @Nullable ZoneId zone(@Nullable String name) {
        return name != null && ZONES.contains(name) ? ZoneId.of(name) : null;
    }
}
