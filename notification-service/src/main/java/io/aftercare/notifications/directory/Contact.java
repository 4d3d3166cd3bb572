package io.aftercare.notifications.directory;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is known of a key on {@code contacts}: the newest version, or that it was erased.
 *
 * @param key {@code person:}, {@code staff:} or {@code team:} and an id
 * @param version of what is known, 0 if nothing was ever read; kept when erased, so that an older
 *     record that comes again brings nobody back
 * @param handedOut the highest version published here
 * @param details without the malformed fields
 * @param faults names of the malformed fields
 */
public record Contact(
        String key,
        long version,
        long handedOut,
        boolean erased,
        Details details,
        List<String> faults) {

    private static final Pattern KEY = Pattern.compile("(person|staff|team):[\\x21-\\x7E]{1,100}");

    /** True if this can be the key of a contact. */
    public static boolean isKey(String key) {
        return KEY.matcher(key).matches();
    }

    static Contact unread(String key) {
        return new Contact(key, 0, 0, false, Details.NONE, List.of());
    }

    /** True if something is known: read at least once, and not erased. */
    public boolean known() {
        return version > 0 && !erased;
    }

    /** As the record says; an older or equal version changes nothing. */
    Contact read(long newVersion, Details said) {
        if (newVersion <= version) {
            return this;
        }
        List<String> malformed = said.faults().stream().map(Details.Fault::field).toList();
        Details kept = said.without(malformed.stream().collect(Collectors.toSet()));
        return new Contact(key, newVersion, handedOut, false, kept, malformed);
    }

    Contact erase() {
        return new Contact(key, version, handedOut, true, Details.NONE, List.of());
    }

    /** The same, with the next version handed out to a publication of our own. */
    Contact handOut() {
        long next = Math.max(version, handedOut) + 1;
        return new Contact(key, version, next, erased, details, faults);
    }
}
