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
        Outcome outcome = null;
        try {
            outcome = carry(letter);
            return outcome;
        } finally {
            if (outcome == null) {
                // a permission that is kept would be the last one while the breaker is half open
                breaker.releasePermission();
            } else {
                count(outcome, breaker.getCurrentTimestamp() - begin);
            }
        }
    }

    private void count(Outcome outcome, long took) {
        TimeUnit unit = breaker.getTimestampUnit();
        if (outcome instanceof Outcome.Failed(String code, boolean ill, _) && ill) {
            breaker.onError(took, unit, new ProviderFailedException(code));
        } else {
            breaker.onSuccess(took, unit);
        }
    }

    private Outcome carry(Letter letter) {
        Envelope envelope;
        try {
            envelope = Envelope.around(letter, mail, SESSION);
        } catch (MessagingException _) {
            return new Outcome.Refused(SmtpAnswer.NO_SUCH_ADDRESS);
        }
        try {
            connections.send(envelope);
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return SmtpAnswer.to(e, envelope.handedOver());
        } catch (RuntimeException e) {
            return new Outcome.Failed(e.getClass().getSimpleName(), false, envelope.handedOver());
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
