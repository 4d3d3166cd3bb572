package io.aftercare.notifications.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server.
 *
 * @param host its name
 * @param username null: no authentication
 * @param starttls true: never speak to it without TLS
 * @param connections kept open at most, and letters on their way at the same time
 * @param connectTimeout for the connection to be made
 * @param timeout for each answer and each write
 * @param callLimit for all of one letter, connecting included; shorter than a claim's lease
 * @param idle a connection unused for this long is not used again
 * @param breaker when to leave a failing server alone
 */
@ConfigurationProperties("aftercare.smtp")
record SmtpSettings(
        String host,
        @DefaultValue("25") int port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("false") boolean starttls,
        @DefaultValue("4") int connections,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("45s") Duration callLimit,
        @DefaultValue("20s") Duration idle,
        @DefaultValue Breaker breaker) {

    /**
     * @param calls judged together: when half of them fail, it opens
     * @param pause how long the server is left alone
     */
    record Breaker(@DefaultValue("10") int calls, @DefaultValue("30s") Duration pause) {}

    SmtpSettings {
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("aftercare.smtp.host must be given");
        }
        if (username != null && !username.isBlank() && !starttls) {
            throw new IllegalArgumentException(
                    "aftercare.smtp.starttls must be true: a password is not sent in the clear");
        }
    }
}
