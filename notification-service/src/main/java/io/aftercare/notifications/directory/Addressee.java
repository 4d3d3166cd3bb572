package io.aftercare.notifications.directory;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of a key on {@code contacts}: the newest version, or that it was erased.
 *
 * @param key {@code person:}, {@code staff:} or {@code team:} and an id
 * @param version of what is known, 0 if nothing was ever read
 * @param handedOut the highest version published here
 * @param details without the malformed fields
 * @param faults names of the malformed fields
 */
public record Addressee(
        String key,
        long version,
        long handedOut,
        boolean erased,
        Details details,
        List<String> faults) {

    static Addressee unread(String key) {
        return new Addressee(key, 0, 0, false, Details.NONE, List.of());
    }

    /** True if something is known: read at least once, and not erased. */
    public boolean known() {
        return version > 0 && !erased;
    }

    /**
     * As the record says; an older or equal version changes nothing, and whoever is erased stays
     * erased: a version that was written before the tombstone may be read after it.
     */
    Addressee read(long newVersion, Details said) {
        if (erased || newVersion <= version) {
            return this;
        }
        List<String> malformed = said.faults().stream().map(Details.Fault::field).toList();
        Details kept = said.without(malformed.stream().collect(Collectors.toSet()));
        return new Addressee(key, newVersion, handedOut, false, kept, malformed);
    }

    Addressee erase() {
        return new Addressee(key, version, handedOut, true, Details.NONE, List.of());
    }

    /** The same, with the next version handed out to a publication of our own. */
    Addressee handOut() {
        long next = Math.max(version, handedOut) + 1;
        return new Addressee(key, version, next, erased, details, faults);
    }
}
