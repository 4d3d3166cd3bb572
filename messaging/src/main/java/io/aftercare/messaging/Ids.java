package io.aftercare.messaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Ids that are computed from what they name, so that the same thing has the same id on every try.
 */
public final class Ids {

    private static final String SEPARATOR = "\u001F";
    private static final UUID NAMESPACE = UUID.fromString("8f3a1d52-6c0e-5b7e-9c41-2d6f0a7be913");

    private Ids() {}

    /** A UUIDv5 (RFC 9562) in this system's namespace over the parts, joined by U+001F. */
    public static UUID of(Object... parts) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            name.append(i == 0 ? "" : SEPARATOR).append(parts[i]);
        }
        return v5(name.toString());
    }

    private static UUID v5(String name) {
        MessageDigest sha1 = sha1();
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(NAMESPACE.getMostSignificantBits())
                        .putLong(NAMESPACE.getLeastSignificantBits())
                        .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & ~(0b11L << 62) | (0b10L << 62);
        return new UUID(high, low);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-1
        }
    }
}
