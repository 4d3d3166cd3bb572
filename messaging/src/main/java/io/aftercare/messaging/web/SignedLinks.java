package io.aftercare.messaging.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Links that are their own permission: {@code /s/{id}/{mac}}. The mac is HMAC-SHA256 over purpose,
 * id and version, behind the id of the key that made it. Nothing is stored: a link is revoked by
 * raising the version in the row it points to, and expires when the page's service says so.
 *
 * <p>A changed key is listed as a previous one until the last link made with it has expired.
 */
public final class SignedLinks {

    /** As {@link #path} writes it: the same link has no second spelling. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final int SHORTEST_KEY = 32;
    private static final int KEY_ID_BYTES = 6;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Key current;
    private final List<Key> accepted;

    SignedLinks(@Nullable String key, List<String> previous) {
        if (key == null || key.isBlank()) {
            throw new IllegalStateException("aftercare.link-key is needed: base64, 32 bytes");
        }
        current = new Key(key);
        accepted = new ArrayList<>(List.of(current));
        previous.stream().filter(old -> !old.isBlank()).map(Key::new).forEach(accepted::add);
    }

    /**
     * The path of a link, to be put after the public address of the page's service.
     *
     * @param purpose which page it opens; a link of one purpose opens no other
     * @param version that of the row {@code id}
     */
    public String path(String purpose, UUID id, int version) {
        return "/s/" + id + "/" + current.mac(purpose, id, version);
    }

    /**
     * What the link of a page opens, or null if it opens nothing, for whatever reason.
     *
     * @param id as it stands in the path
     * @param mac as it stands in the path
     * @param find finds what has this id; null if there is nothing, or nothing to be shown
     * @param version gives the version that good links to it have
     */
    public <T> @Nullable T open(
            String purpose,
            String id,
            String mac,
            Function<UUID, ? extends @Nullable T> find,
            ToIntFunction<? super T> version) {
        if (!ID.matcher(id).matches()) {
            return null;
        }
        UUID known = UUID.fromString(id);
        T found = find.apply(known);
        return found != null && valid(purpose, known, version.applyAsInt(found), mac)
                ? found
                : null;
    }

    /** True if this mac was made for exactly this purpose, id and version. */
    public boolean valid(String purpose, UUID id, int version, String mac) {
        byte[] given = mac.getBytes(UTF_8);
        boolean valid = false;
        for (Key key : accepted) {
            valid |= MessageDigest.isEqual(key.mac(purpose, id, version).getBytes(UTF_8), given);
        }
        return valid;
    }

    private static final class Key {

        private final SecretKeySpec secret;
        private final String id;

        Key(String base64) {
            secret = new SecretKeySpec(bytes(base64), "HmacSHA256");
            id = TEXT.encodeToString(Arrays.copyOf(hmac("key id"), KEY_ID_BYTES));
        }

        String mac(String purpose, UUID id, int version) {
            return this.id
                    + TEXT.encodeToString(hmac(purpose + '\u001F' + id + '\u001F' + version));
        }

        private byte[] hmac(String text) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(secret);
                return mac.doFinal(text.getBytes(UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e); // every Java platform has HmacSHA256
            }
        }

        private static byte[] bytes(String base64) {
            try {
                byte[] bytes = Base64.getDecoder().decode(base64.strip());
                if (bytes.length >= SHORTEST_KEY) {
                    return bytes;
                }
            } catch (IllegalArgumentException _) {
                // told below, without the key
            }
            throw new IllegalStateException(
                    "aftercare.link-key must be base64 of 32 bytes or more");
        }
    }
}
