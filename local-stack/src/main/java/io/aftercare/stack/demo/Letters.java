package io.aftercare.stack.demo;

import io.aftercare.stack.system.Mailbox;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The mail that has arrived, as its recipients see it. */
public final class Letters {

    private static final Pattern LINK = Pattern.compile("http://\\S+/s/\\S+");

    private final Mailbox mailbox;

    public Letters(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * A letter.
     *
     * @param id its Message-ID: a letter that is repeated after a crash keeps it, so that mail
     *     programs show it once
     * @param caseId the case it is about
     * @param link the first signed link in it, if it has one
     */
    public record Letter(
            String id,
            String to,
            String subject,
            @Nullable String caseId,
            String text,
            @Nullable String link) {}

    /** How many such letters have arrived, a repeated one counted once. */
    public long count(String to, String subject) {
        return all().stream()
                .filter(letter -> letter.to.equals(to) && letter.subject.startsWith(subject))
                .map(Letter::id)
                .distinct()
                .count();
    }

    public List<Letter> all() {
        return mailbox.letters().stream().map(Letters::letter).toList();
    }

    private static Letter letter(MimeMessage message) {
        try {
            String text = text(message);
            Matcher link = LINK.matcher(text);
            return new Letter(
                    message.getMessageID(),
                    message.getAllRecipients()[0].toString().replaceAll(".*<|>.*", ""),
                    message.getSubject(),
                    message.getHeader("X-Aftercare-Case", null),
                    text,
                    link.find() ? link.group() : null);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException("a letter cannot be read", e);
        }
    }

    private static String text(MimeMessage message) throws MessagingException, IOException {
        return message.getContent() instanceof String text ? text : "";
    }
}
