package io.aftercare.stack;

import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets. */
final class Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** 192 random bits in letters, digits, `-` and `_`. */
    static String password() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
