package io.aftercare.stack.system;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.List;

/** A real mail server on loopback that takes every letter and lets it be read. */
public final class Mailbox implements AutoCloseable {
    private final GreenMail server;
    private final int smtpPort;
    private final int imapPort;

    private Mailbox(GreenMail server, int smtpPort, int imapPort) {
        this.server = server;
        this.smtpPort = smtpPort;
        this.imapPort = imapPort;
    }

    /** On loopback. */
    public static Mailbox start(int smtpPort, int imapPort) {
        ServerSetup[] doors = {
            new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imapPort, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        };
        var open = GreenMailConfiguration.aConfig().withDisabledAuthentication();
        var server = new GreenMail(doors).withConfiguration(open);
        server.start();
        return new Mailbox(server, smtpPort, imapPort);
    }

    public int smtpPort() {
        return smtpPort;
    }

    /** The user is the address of a recipient; any password will do. */
    public int imapPort() {
        return imapPort;
    }

    /**
     * All letters so far, to whomever: those of one recipient in the order of their arrival, one
     * recipient after another. Each is the same object every time.
     */
    public List<MimeMessage> letters() {
        return List.of(server.getReceivedMessages());
    }

    @Override
    public void close() {
        server.stop();
    }
}
