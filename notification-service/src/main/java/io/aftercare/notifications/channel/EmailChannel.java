package io.aftercare.notifications.channel;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** E-mail over SMTP. A server that keeps failing is left alone for a while. */
@Component
class EmailChannel implements Channel {

    private static final Session SESSION = Session.getInstance(new Properties());

    private final SmtpSettings smtp;
    private final MailSettings mail;
    private final SmtpConnections connections;
    private final CircuitBreaker breaker;

    EmailChannel(SmtpSettings smtp, MailSettings mail, Clock clock, MeterRegistry metrics) {
        this.smtp = smtp;
        this.mail = mail;
        this.connections = new SmtpConnections(smtp, mail, clock);
        CircuitBreakerRegistry breakers = CircuitBreakerRegistry.of(config(smtp.breaker()));
        this.breaker = breakers.circuitBreaker(name());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(metrics);
    }

    private static CircuitBreakerConfig config(SmtpSettings.Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.calls())
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.pause())
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .permittedNumberOfCallsInHalfOpenState(1)
                .build();
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public int width() {
        return smtp.connections();
    }

    @Override
    public Duration longestCall() {
        return smtp.callLimit();
    }

    @Override
    public boolean ready() {
        return breaker.getState() != CircuitBreaker.State.OPEN;
    }

    @Override
    public Outcome send(Letter letter) {
        if (!breaker.tryAcquirePermission()) {
            return new Outcome.NotTried();
        }
        long begin = breaker.getCurrentTimestamp();
        Outcome outcome = carry(letter);
        long took = breaker.getCurrentTimestamp() - begin;
        TimeUnit unit = breaker.getTimestampUnit();
        if (outcome instanceof Outcome.Failed(String code, boolean ill) && ill) {
            breaker.onError(took, unit, new ProviderFailedException(code));
        } else {
            breaker.onSuccess(took, unit);
        }
        return outcome;
    }

    private Outcome carry(Letter letter) {
        try {
            connections.send(Envelope.around(letter, mail, SESSION));
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return SmtpAnswer.to(e);
        } catch (RuntimeException e) {
            return new Outcome.Failed(e.getClass().getSimpleName(), false);
        }
    }

    @PreDestroy
    void close() {
        connections.close();
    }

    /** What the breaker counts; never thrown. */
    private static final class ProviderFailedException extends Exception {

        private static final long serialVersionUID = 1;

        ProviderFailedException(String code) {
            super(code, null, false, false);
        }
    }
}
