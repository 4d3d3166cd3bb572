package io.aftercare.stack.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.aftercare.stack.network.Ports;
import io.aftercare.stack.system.Mailbox;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LettersTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void namesSortAsLettersArrive() {
        assertThat(
                        Stream.of(
                                Letters.name(NOON.minusSeconds(1), 9),
                                Letters.name(NOON, 10),
                                Letters.name(NOON.plusMillis(999), 11),
                                Letters.name(NOON.plusSeconds(1), 1)))
                .isSorted()
                .contains("letter-20260601T120000Z-0010.eml");
    }

    @Test
    void eachLetterIsSavedOnceWhoeverGetsIt(@TempDir Path directory) throws Exception {
        try (Mailbox mailbox = Mailbox.start(Ports.free(), Ports.free())) {
            Letters letters = new Letters(mailbox, directory, Clock.fixed(NOON, ZoneOffset.UTC));
            for (String to : List.of("b@x.example", "a@x.example", "b@x.example", "c@x.example")) {
                send(mailbox, to);
                letters.collect();
            }
            letters.collect();
        }

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.sorted().map(LettersTest::recipient))
                    .containsExactly("b@x.example", "a@x.example", "b@x.example", "c@x.example");
        }
    }

    private static void send(Mailbox mailbox, String to) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(mailbox.smtpPort()));
        MimeMessage letter = new MimeMessage(Session.getInstance(properties));
        letter.setRecipients(Message.RecipientType.TO, to);
        letter.setFrom("us@x.example");
        letter.setSubject("the same to all");
        letter.setText("the same to all");
        Transport.send(letter);
    }

    private static String recipient(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new MimeMessage(null, in).getRecipients(Message.RecipientType.TO)[0].toString();
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
