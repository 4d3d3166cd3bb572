package io.aftercare.messaging.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;
import org.springframework.security.web.authentication.www.BasicAuthenticationConverter;

/** What a request shows in its Authorization header, Basic or Bearer; null if nothing. */
final class PresentedCredentials implements AuthenticationConverter {

    private static final String BEARER = "Bearer ";

    private final BasicAuthenticationConverter basic = new BasicAuthenticationConverter();

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return UsernamePasswordAuthenticationToken.unauthenticated(
                    Credentials.ANY_ROLE, header.substring(BEARER.length()).strip());
        }
        Authentication shown = basic.convert(request);
        if (shown != null && shown.getName().equals(Credentials.ANY_ROLE)) {
            return UsernamePasswordAuthenticationToken.unauthenticated("nobody", "");
        }
        return shown;
    }
}
