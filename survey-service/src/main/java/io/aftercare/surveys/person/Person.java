package io.aftercare.surveys.person;

import io.aftercare.surveys.person.Reach.Objection;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What surveys know of a customer: where they live and what they do not want. Never a name or an
 * address.
 *
 * @param id the id behind {@code person:}
 * @param version of the contact; 0 for one that was erased before it was read
 * @param country ISO 3166
 * @param erased nothing else is known or taken any more
 */
record Person(
        String id,
        long version,
        @Nullable String country,
        @Nullable ZoneId zone,
        Handling handling,
        boolean surveysRefused,
        boolean erased) {

    /** UNKNOWN is one that this service does not know yet. */
    enum Handling {
        UNKNOWN,
        NORMAL,
        QUIET,
        PERSON_ONLY
    }

    /** The marker that stays of an erased person: older and newer records are of no effect. */
    static Person erased(String id, long version) {
        return new Person(id, version, null, null, Handling.PERSON_ONLY, true, true);
    }

    /** True if the other one, of the same id, is to be stored in place of this one. */
    boolean givesWayTo(Person other) {
        return !erased && (other.erased || other.version > version);
    }

    /** Why this person is not to be asked for an opinion, or null. */
    @Nullable Objection objection() {
        if (erased) {
            return Objection.ERASED;
        }
        if (surveysRefused) {
            return Objection.REFUSED;
        }
        return handling == Handling.NORMAL ? null : Objection.HANDLING;
    }
}
