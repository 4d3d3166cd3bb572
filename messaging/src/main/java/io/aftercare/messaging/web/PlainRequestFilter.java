package io.aftercare.messaging.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses control characters in the path and in the query: no id, code or name has one, and no
 * database takes all of them. Pages of customers have their own answer to what is no good link.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
final class PlainRequestFilter extends OncePerRequestFilter {

    private static final String NO_CONTROLS = "must have no control characters";

    /** Those that are told by their name; another one may need quoting. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/s/");
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Broken broken = broken(request);
        if (broken == null) {
            chain.doFilter(request, response);
        } else {
            PlainProblem.write(response, HttpStatus.BAD_REQUEST, broken);
        }
    }

    private static @Nullable Broken broken(HttpServletRequest request) {
        Broken ofPath = controlsIn(request.getRequestURI());
        if (ofPath != null) {
            return ofPath;
        }
        String query = request.getQueryString();
        if (query == null) {
            return null;
        }
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
            String field = name != null && NAME.matcher(name).matches() ? name : "query";
            if (name == null || value == null) {
                return new Broken(field, "must be percent-encoded UTF-8");
            }
            if (hasControls(name) || hasControls(value)) {
                return new Broken(field, NO_CONTROLS);
            }
        }
        return null;
    }

    /** What is wrong with a path, as it was sent, that has some; null if it has none. */
    static @Nullable Broken controlsIn(@Nullable String path) {
        return path != null && hasControls(decoded(path)) ? new Broken("path", NO_CONTROLS) : null;
    }

    /** Null if it is no text. */
    private static @Nullable String decoded(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            return decoded.indexOf('\uFFFD') < 0 ? decoded : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean hasControls(@Nullable String text) {
        return text != null && text.chars().anyMatch(Character::isISOControl);
    }
}
