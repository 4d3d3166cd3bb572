package io.aftercare.messaging.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;

class CredentialsTest {

    private static final String AGENT = "an agent's secret";
    private static final String LEAD = "the secret of a lead";

    private final Credentials credentials = with(AGENT, LEAD);

    @Test
    void takesARoleByItsNameAndSecret() {
        assertThat(role("agent", AGENT)).isEqualTo("ROLE_AGENT");
        assertThat(role("lead", LEAD)).isEqualTo("ROLE_LEAD");
    }

    @Test
    void takesASecretAlone() {
        assertThat(role(Credentials.ANY_ROLE, LEAD)).isEqualTo("ROLE_LEAD");
    }

    @Test
    void refusesASecretUnderAnotherRolesName() {
        assertThatThrownBy(() -> role("lead", AGENT)).isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void refusesARoleThatHasNoSecret() {
        assertThatThrownBy(() -> role("operator", "")).isInstanceOf(BadCredentialsException.class);
        assertThatThrownBy(() -> role(Credentials.ANY_ROLE, ""))
                .isInstanceOf(BadCredentialsException.class);
    }

    @Test
    void refusesToStartWithAShortOrSharedSecret() {
        assertThatThrownBy(() -> with("fifteen letters", null))
                .hasMessage("aftercare.access.agent needs 16 characters or more");
        assertThatThrownBy(() -> with(AGENT, AGENT))
                .hasMessage("aftercare.access.lead is also the secret of another role");
    }

    private static Credentials with(@Nullable String agent, @Nullable String lead) {
        return new Credentials(new WebSettings.Access(agent, lead, "", null));
    }

    private String role(String user, String secret) {
        return credentials
                .authenticate(UsernamePasswordAuthenticationToken.unauthenticated(user, secret))
                .getAuthorities()
                .iterator()
                .next()
                .toString();
    }
}
