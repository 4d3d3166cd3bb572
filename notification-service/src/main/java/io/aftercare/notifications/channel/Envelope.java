package io.aftercare.notifications.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A letter as an e-mail. The same letter becomes the same e-mail, with the same Message-ID. */
final class Envelope extends MimeMessage {

    private static final String UTF_8 = "UTF-8";

    private final String messageId;
    private boolean handedOver;

    private Envelope(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    static Envelope around(Letter letter, MailSettings mail, Session session)
            throws MessagingException {
        Envelope envelope = new Envelope(session, "<" + letter.id() + "@" + mail.domain() + ">");
        envelope.setFrom(address(mail.from(), mail.name()));
        envelope.setRecipient(RecipientType.TO, address(letter.to(), letter.toName()));
        UUID caseId = letter.caseId();
        String detail = caseId == null ? "" : "+" + caseId;
        envelope.setReplyTo(
                new InternetAddress[] {
                    address(mail.local() + detail + "@" + mail.domain(), mail.name())
                });
        envelope.setHeader("Auto-Submitted", "auto-generated");
        if (caseId != null) {
            envelope.setHeader("X-Aftercare-Case", caseId.toString());
        }
        envelope.setSentDate(Date.from(letter.at()));
        envelope.setSubject(letter.subject(), UTF_8);
        envelope.setText(letter.text(), UTF_8);
        envelope.saveChanges();
        return envelope;
    }

    private static InternetAddress address(String address, @Nullable String name)
            throws MessagingException {
        try {
            InternetAddress result = new InternetAddress(address, true);
            if (name != null) {
                result.setPersonal(name, UTF_8);
            }
            return result;
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e); // every Java platform has UTF-8
        }
    }

    /** True if all of it was written to the server, which alone knows what it did with it then. */
    boolean handedOver() {
        return handedOver;
    }

    @Override
    public void writeTo(OutputStream server, String[] ignoredHeaders)
            throws IOException, MessagingException {
        super.writeTo(server, ignoredHeaders);
        handedOver = true;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
