package io.aftercare.notifications.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.aftercare.messaging.test.MovableClock;
import io.aftercare.notifications.channel.TroubledSmtp.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EmailChannelTest {

    private static final UUID ID = UUID.fromString("11111111-0000-5000-8000-000000000001");
    private static final UUID CASE = UUID.fromString("22222222-0000-5000-8000-000000000002");
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
    private static final Outcome ACCEPTED = new Outcome.Accepted();
    private static final Duration IDLE = Duration.ofSeconds(20);

    private final MovableClock clock = new MovableClock(AT);
    private MeterRegistry metrics = new SimpleMeterRegistry();
    private final TroubledSmtp server = new TroubledSmtp();
    private EmailChannel channel;

    EmailChannelTest() throws Exception {}

    @BeforeEach
    void open() {
        channel = channel(server.port(), 100);
    }

    @AfterEach
    void close() throws Exception {
        channel().close();
        server.close();
    }

    @Test
    void writesAMailThatPeopleAndMachinesUnderstand() throws Exception {
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
        greenMail.start();
        EmailChannel toGreenMail = channel(greenMail.getSmtp().getPort(), 100);
        try {
            assertThat(toGreenMail.send(letter("Zoë Ångström", "Søk “nå” 李"))).isEqualTo(ACCEPTED);

            MimeMessage mail = greenMail.getReceivedMessages()[0];
            assertThat(mail.getMessageID()).isEqualTo("<" + ID + "@aftercare.example>");
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getHeader("X-Aftercare-Case")).containsExactly(CASE.toString());
            assertThat(mail.getReplyTo())
                    .containsExactly(new InternetAddress("care+" + CASE + "@aftercare.example"));
            assertThat(mail.getSentDate()).isEqualTo(Date.from(AT));
            assertThat(mail.getSubject()).isEqualTo("Søk “nå” 李");
            InternetAddress to = (InternetAddress) mail.getAllRecipients()[0];
            assertThat(to.getAddress()).isEqualTo("zoe@example.org");
            assertThat(to.getPersonal()).isEqualTo("Zoë Ångström");
            assertThat(mail.getHeader("To")[0]).matches("\\p{ASCII}*");
            assertThat(mail.getContent().toString().strip()).isEqualTo("Hei Zoë");
        } finally {
            toGreenMail.close();
            greenMail.stop();
        }
    }

    @Test
    void keepsItsConnectionBetweenLetters() {
        for (int i = 0; i < 5; i++) {
            assertThat(channel().send(letter())).isEqualTo(ACCEPTED);
        }

        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.taken()).hasSize(5);
    }

    @Test
    void doesNotTrustAConnectionThatWasIdleForLong() {
        channel().send(letter());
        clock.advance(IDLE);

        assertThat(channel().send(letter())).isEqualTo(ACCEPTED);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void noticesThatTheServerHungUpMeanwhile() throws Exception {
        channel().send(letter());
        server.hangUp();

        assertThat(channel().send(letter())).isEqualTo(ACCEPTED);
        assertThat(server.connections()).isEqualTo(2);
    }

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(Trouble.CLOSED, new Outcome.Failed("MessagingException", true, false)),
                Arguments.of(Trouble.SENDER_REFUSED, new Outcome.Failed("550", true, false)),
                Arguments.of(Trouble.RECIPIENT_LATER, new Outcome.Failed("451", false, false)),
                Arguments.of(Trouble.RECIPIENT_REFUSED, new Outcome.Refused(550)),
                Arguments.of(Trouble.RELAY_DENIED, new Outcome.Failed("554", true, false)),
                Arguments.of(
                        Trouble.CUT_BEFORE_DATA,
                        new Outcome.Failed("connection-lost", true, false)),
                Arguments.of(Trouble.CONTENT_LATER, new Outcome.Failed("451", true, false)),
                Arguments.of(Trouble.CONTENT_REFUSED, new Outcome.Refused(554)),
                Arguments.of(
                        Trouble.CUT_AFTER_DATA, new Outcome.Failed("connection-lost", true, true)),
                Arguments.of(
                        Trouble.STALL_AFTER_DATA,
                        new Outcome.Failed("SocketTimeoutException", true, true)));
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void tellsTroubleThatPassesFromRefusal(Trouble trouble, Outcome expected) {
        server.meets(trouble);

        assertThat(channel().send(letter())).isEqualTo(expected);

        server.meets(Trouble.NONE);
        assertThat(channel().send(letter())).isEqualTo(ACCEPTED);
    }

    @Test
    void repeatsALetterWithTheSameMessageId() {
        server.meets(Trouble.CUT_AFTER_DATA);
        channel().send(letter());
        server.meets(Trouble.NONE);
        channel().send(letter());

        assertThat(server.taken())
                .hasSize(2)
                .allMatch(mail -> mail.contains("Message-ID: <" + ID + "@aftercare.example>"));
    }

    @Test
    void cutsAServerThatNeverComesToTheEnd() {
        server.meets(Trouble.DRIP);
        long begin = System.nanoTime();

        assertThat(channel().send(letter())).isInstanceOf(Outcome.Failed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void leavesAFailingServerAloneAndComesBack() {
        EmailChannel careful = channel(server.port(), 4);
        try {
            server.meets(Trouble.CLOSED);
            for (int i = 0; i < 4; i++) {
                assertThat(careful.ready()).isTrue();
                careful.send(letter());
            }
            assertThat(careful.ready()).isFalse();
            assertThat(careful.send(letter())).isEqualTo(new Outcome.NotTried());
            assertThat(server.connections()).isEqualTo(4);
            assertThat(
                            metrics.get("resilience4j.circuitbreaker.state")
                                    .tags("name", "email", "state", "open")
                                    .gauges())
                    .anyMatch(gauge -> gauge.value() == 1);

            server.meets(Trouble.NONE);
            await().until(careful::ready);
            assertThat(careful.send(letter())).isEqualTo(ACCEPTED);
            assertThat(careful.send(letter())).isEqualTo(ACCEPTED);
        } finally {
            careful.close();
        }
    }

    @Test
    void isNotCarefulBecauseOfRefusedRecipients() {
        EmailChannel careful = channel(server.port(), 4);
        server.meets(Trouble.RECIPIENT_REFUSED);
        for (int i = 0; i < 10; i++) {
            careful.send(letter());
        }

        assertThat(careful.ready()).isTrue();
        careful.close();
    }

    @Test
    void isCarefulWithAServerThatTakesNothingFromUs() {
        EmailChannel careful = channel(server.port(), 4);
        server.meets(Trouble.RELAY_DENIED);
        for (int i = 0; i < 4; i++) {
            careful.send(letter());
        }

        assertThat(careful.ready()).isFalse();
        careful.close();
    }

    /** While it is half open there is one permission; whoever breaks down with it gives it back. */
    @Test
    void comesBackThoughTheFirstLetterAfterAPauseBrokeDown() {
        AtomicBoolean broken = new AtomicBoolean();
        Clock breaking =
                new Clock() {
                    @Override
                    public Instant instant() {
                        if (broken.getAndSet(false)) {
                            throw new AssertionError("broken down");
                        }
                        return clock.instant();
                    }

                    @Override
                    public ZoneId getZone() {
                        return clock.getZone();
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        throw new UnsupportedOperationException();
                    }
                };
        EmailChannel careful = channel(server.port(), 4, breaking);
        try {
            server.meets(Trouble.CLOSED);
            for (int i = 0; i < 4; i++) {
                careful.send(letter());
            }
            server.meets(Trouble.NONE);
            await().until(careful::ready);
            broken.set(true);
            assertThatThrownBy(() -> careful.send(letter())).isInstanceOf(AssertionError.class);

            assertThat(careful.send(letter())).isEqualTo(ACCEPTED);
        } finally {
            careful.close();
        }
    }

    @Test
    void refusesAnAddressThatNoServerCouldTake() {
        Letter nowhere = new Letter(ID, CASE, "no address", "Zoë", "Subject", "Hei\n", AT);

        assertThat(channel().send(nowhere)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void failsWhenNobodyListens() throws Exception {
        server.close();

        assertThat(channel().send(letter()))
                .isEqualTo(new Outcome.Failed("ConnectException", true, false));
    }

    @Test
    void letsNoLineBreakIntoAHeader() {
        for (String evil : List.of("a\r\nBcc: all@example.org", "a\nb", "a\rb", "a\0b")) {
            assertThatThrownBy(() -> letter(evil, "Subject"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> letter("Name", evil))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private EmailChannel channel() {
        return channel;
    }

    private EmailChannel channel(int port, int callsJudged) {
        return channel(port, callsJudged, clock);
    }

    private EmailChannel channel(int port, int callsJudged, Clock clock) {
        metrics = new SimpleMeterRegistry();
        return new EmailChannel(
                new SmtpSettings(
                        "127.0.0.1",
                        port,
                        null,
                        null,
                        false,
                        2,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        IDLE,
                        new SmtpSettings.Breaker(callsJudged, Duration.ofMillis(500))),
                new MailSettings("care@aftercare.example", "Customer care"),
                clock,
                metrics);
    }

    private static Letter letter() {
        return letter("Zoë", "Subject");
    }

    private static Letter letter(String name, String subject) {
        return new Letter(ID, CASE, "zoe@example.org", name, subject, "Hei Zoë\n", AT);
    }
}
