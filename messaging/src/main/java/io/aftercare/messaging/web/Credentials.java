package io.aftercare.messaging.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * One secret per role: who shows it has the role. With Basic the user is the role's name in lower
 * case; with Bearer the secret alone says which. Secrets are compared in constant time.
 */
final class Credentials implements AuthenticationManager {

    /** The user name of a Bearer secret, which is none. */
    static final String ANY_ROLE = "";

    private static final int SHORTEST_SECRET = 16;

    private final Map<String, byte[]> digests = new LinkedHashMap<>();

    Credentials(WebSettings.Access access) {
        open("AGENT", access.agent());
        open("LEAD", access.lead());
        open("OPERATOR", access.operator());
        open("PUBLISHER", access.publisher());
    }

    private void open(String role, @Nullable String secret) {
        if (secret == null || secret.isBlank()) {
            return;
        }
        String setting = "aftercare.access." + role.toLowerCase(Locale.ROOT);
        if (secret.length() < SHORTEST_SECRET) {
            throw new IllegalStateException(
                    "%s needs %d characters or more".formatted(setting, SHORTEST_SECRET));
        }
        byte[] digest = sha256(secret);
        if (digests.values().stream().anyMatch(other -> MessageDigest.isEqual(other, digest))) {
            throw new IllegalStateException(setting + " is also the secret of another role");
        }
        digests.put(role, digest);
    }

    @Override
    public Authentication authenticate(Authentication presented) {
        byte[] digest = sha256(String.valueOf(presented.getCredentials()));
        String role = null;
        for (Map.Entry<String, byte[]> known : digests.entrySet()) {
            boolean named = named(known.getKey(), presented.getName());
            if (MessageDigest.isEqual(known.getValue(), digest) & named) {
                role = known.getKey();
            }
        }
        if (role == null) {
            throw new BadCredentialsException("unknown credentials");
        }
        return UsernamePasswordAuthenticationToken.authenticated(
                role.toLowerCase(Locale.ROOT),
                null,
                AuthorityUtils.createAuthorityList("ROLE_" + role));
    }

    private static boolean named(String role, String user) {
        return user.equals(ANY_ROLE) || user.equals(role.toLowerCase(Locale.ROOT));
    }

    private static byte[] sha256(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
