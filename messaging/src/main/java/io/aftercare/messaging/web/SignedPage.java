package io.aftercare.messaging.web;

import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;

/**
 * A page behind a signed link, made with Thymeleaf. All of them look alike: a template begins with
 * {@code <head th:replace="~{aftercare-page :: head('The title')}"></head>}, which brings the
 * style. A page loads nothing, runs nothing, sends forms to its own service only and is framed by
 * nobody.
 *
 * <p>What is no good link gets one and the same page, whatever is wrong with it, so that nobody
 * learns anything by guessing. Under {@code /s/} messaging sees to that where no controller does.
 */
public final class SignedPage {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 18;

    private SignedPage() {}

    /** The page of that template; its model has a {@code nonce}, which the style carries. */
    public static ModelAndView of(
            String template, HttpStatus status, HttpServletResponse response) {
        String nonce = nonce();
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'nonce-%s'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
                        .formatted(nonce));
        return new ModelAndView(template, Map.of("nonce", nonce), status);
    }

    /** The page of every link that does not open. */
    public static ModelAndView notFound(HttpServletResponse response) {
        return of("aftercare-page-not-found", HttpStatus.NOT_FOUND, response);
    }

    /**
     * Leads from a sent form to the page that shows what came of it; loading that sends nothing.
     */
    public static ResponseEntity<Void> seeOther(String path) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER).location(URI.create(path)).build();
    }

    private static String nonce() {
        byte[] random = new byte[NONCE_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
