package io.aftercare.messaging.web;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;

/**
 * What every service's web side has in common: who may enter, how strictly requests are read, how
 * errors look, links that are their own permission, the request's trace.
 */
@AutoConfiguration(
        before = {
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(WebSettings.class)
@Import({
    Security.class,
    Doorkeeper.class,
    KnownParameters.class,
    StrictJson.class,
    KeptBody.class,
    Problems.class,
    ErrorPageController.class,
    UnknownPageController.class,
    ServerProblems.class,
    PlainRequestFilter.class,
    TraceFilter.class
})
public final class WebAutoConfiguration {

    /** Made only where it is used, so that a service without links needs no key. */
    @Bean
    @Lazy
    SignedLinks signedLinks(WebSettings settings) {
        return new SignedLinks(settings.linkKey(), settings.previousLinkKeys());
    }

    @Bean
    BodyLimitFilter bodyLimitFilter(WebSettings settings) {
        return new BodyLimitFilter(settings.largestBody().toBytes());
    }
}
