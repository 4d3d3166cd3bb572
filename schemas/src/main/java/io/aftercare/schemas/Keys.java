package io.aftercare.schemas;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How things are named where one text names things of several kinds: the keys of {@code contacts}
 * and {@code notification-requests}, and the keys that transactions lock. A key that is spelled in
 * another way locks nothing, so every key is made here.
 */
public final class Keys {

    /** What an id must be, to be read after the name of a field. */
    public static final String ID_RULE =
            "must have 1 to 100 characters, printable ASCII without spaces";

    private static final String AN_ID = "[\\x21-\\x7E]{1,100}";
    private static final Pattern ID = Pattern.compile(AN_ID);
    private static final Pattern CONTACT = Pattern.compile("(person|staff|team):" + AN_ID);
    private static final Pattern RECIPIENT = Pattern.compile("(person|staff):" + AN_ID);
    private static final String PERSON = "person:";
    private static final String STAFF = "staff:";
    private static final String TEAM = "team:";

    private Keys() {}

    /** The key of a case; only ever locked, as topics name a case by its id alone. */
    public static String ofCase(UUID id) {
        return "case:" + id;
    }

    public static String ofPerson(String id) {
        return PERSON + id;
    }

    public static String ofStaff(String id) {
        return STAFF + id;
    }

    public static String ofTeam(String id) {
        return TEAM + id;
    }

    /**
     * The id behind {@code person:}, or null if the key names no person. It need not be one by
     * {@link #isId}: whatever was once taken for somebody must be found again to be erased.
     */
    public static @Nullable String personId(String key) {
        return idAfter(PERSON, key);
    }

    /** The id behind {@code staff:}, as {@link #personId}. */
    public static @Nullable String staffId(String key) {
        return idAfter(STAFF, key);
    }

    /** The id behind {@code team:}, as {@link #personId}. */
    public static @Nullable String teamId(String key) {
        return idAfter(TEAM, key);
    }

    private static @Nullable String idAfter(String prefix, String key) {
        return key.startsWith(prefix) && key.length() > prefix.length()
                ? key.substring(prefix.length())
                : null;
    }

    /**
     * True if this may be the id of a person, a member of staff or a team: 1 to 100 characters,
     * printable ASCII without spaces, so that it looks the same in keys, headers, paths and logs.
     */
    public static boolean isId(@Nullable String id) {
        return id != null && ID.matcher(id).matches();
    }

    /** True if this may be a key of {@code contacts}: that of a person, of staff or of a team. */
    public static boolean isContact(String key) {
        return CONTACT.matcher(key).matches();
    }

    /** True if this may be a key of {@code notification-requests}: that of a person or of staff. */
    public static boolean isRecipient(String key) {
        return RECIPIENT.matcher(key).matches();
    }
}
