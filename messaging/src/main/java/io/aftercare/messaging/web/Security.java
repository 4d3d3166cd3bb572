package io.aftercare.messaging.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * Who may enter: the two probes are open to everybody, and so are the pages under {@code /s/},
 * whose signed path is the permission. Everything else needs one of the roles AGENT, LEAD (who may
 * also do what an agent may), OPERATOR and PUBLISHER; which one, the controllers say, and the
 * {@link Doorkeeper} asks first.
 *
 * <p>There are no sessions and no cookies, so a foreign page can send nothing in a user's name, and
 * no token against that is needed.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class Security {

    private static final String CHALLENGE = "Basic realm=\"aftercare\", charset=\"UTF-8\"";

    /** Answers are data. The pages under {@code /s/} say themselves what little they may. */
    private static final String NOTHING_IS_LOADED = "default-src 'none'; frame-ancestors 'none'";

    private static final Broken ODD_PATH =
            new Broken("path", "must be plain, without //, ; or an encoded slash or percent sign");

    @Bean
    AuthenticationManager credentials(WebSettings settings) {
        return new Credentials(settings.access());
    }

    @Bean
    static RoleHierarchy roles() {
        return RoleHierarchyImpl.withDefaultRolePrefix().role("LEAD").implies("AGENT").build();
    }

    /** What controllers say of roles is understood in one way, whoever asks. */
    @Bean
    static MethodSecurityExpressionHandler expressions(RoleHierarchy roles) {
        var managers = new DefaultAuthorizationManagerFactory<MethodInvocation>();
        managers.setRoleHierarchy(roles);
        var expressions = new DefaultMethodSecurityExpressionHandler();
        expressions.setAuthorizationManagerFactory(managers);
        return expressions;
    }

    @Bean
    SecurityFilterChain doors(HttpSecurity http, AuthenticationManager credentials) {
        return http.authorizeHttpRequests(
                        requests ->
                                requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                        .permitAll()
                                        .requestMatchers(HttpMethod.GET, "/livez", "/readyz")
                                        .permitAll()
                                        .requestMatchers(HttpMethod.HEAD, "/livez", "/readyz")
                                        .permitAll()
                                        .requestMatchers("/s/**")
                                        .permitAll()
                                        .requestMatchers(EndpointRequest.to("prometheus"))
                                        .hasRole("OPERATOR")
                                        .anyRequest()
                                        .authenticated())
                .addFilterAt(entrance(credentials), BasicAuthenticationFilter.class)
                .authenticationManager(credentials)
                .exceptionHandling(
                        failed ->
                                failed.authenticationEntryPoint(
                                                (_, response, _) -> unauthorized(response))
                                        .accessDeniedHandler(
                                                (_, response, _) -> forbidden(response)))
                .headers(Security::standardHeaders)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .build();
    }

    /** What nobody writes who means well, or who has written an address by hand. */
    @Bean
    RequestRejectedHandler oddPaths() {
        return (_, response, _) -> PlainProblem.write(response, HttpStatus.BAD_REQUEST, ODD_PATH);
    }

    private static AuthenticationFilter entrance(AuthenticationManager credentials) {
        AuthenticationFilter filter =
                new AuthenticationFilter(credentials, new PresentedCredentials());
        filter.setSuccessHandler((_, _, _) -> {});
        filter.setFailureHandler((_, response, _) -> unauthorized(response));
        return filter;
    }

    private static void standardHeaders(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_IS_LOADED))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                .addHeaderWriter(new StaticHeadersWriter("X-Robots-Tag", "noindex"));
    }

    private static void unauthorized(HttpServletResponse response) throws IOException {
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
        response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        PlainProblem.write(
                response, HttpStatus.UNAUTHORIZED, "Credentials of a role are needed here.");
    }

    private static void forbidden(HttpServletResponse response) throws IOException {
        PlainProblem.write(response, HttpStatus.FORBIDDEN, "Your role may not do this.");
    }
}
