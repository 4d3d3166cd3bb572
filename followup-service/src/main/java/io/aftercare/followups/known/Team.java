package io.aftercare.followups.known;

import org.jspecify.annotations.Nullable;

/**
 * What this service keeps of a team.
 *
 * @param version counts up with each change at the source
 * @param lead the member of staff who leads it
 * @param parent the team it belongs to
 * @param hours when it works, null: as the company does
 */
public record Team(
        String id,
        long version,
        @Nullable String lead,
        @Nullable String parent,
        @Nullable TeamHours hours) {

    /** True if this one says the same, whatever its version. */
    boolean saysTheSame(@Nullable Team other) {
        return other != null
                && equals(new Team(id, version, other.lead, other.parent, other.hours));
    }

    Team withoutHours() {
        return new Team(id, version, lead, parent, null);
    }
}
