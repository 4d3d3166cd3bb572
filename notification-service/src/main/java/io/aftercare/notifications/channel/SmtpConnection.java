package io.aftercare.notifications.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/** One conversation with the mail server, which can be cut from outside at any moment. */
final class SmtpConnection {

    private final Plug plug = new Plug();
    private final SmtpSettings settings;
    private final Transport transport;
    private Instant usedAt;

    SmtpConnection(SmtpSettings settings, MailSettings mail, Instant now)
            throws MessagingException {
        this.settings = settings;
        this.usedAt = now;
        this.transport = Session.getInstance(properties(mail)).getTransport("smtp");
    }

    void open() throws MessagingException {
        transport.connect(
                settings.host(), settings.port(), settings.username(), settings.password());
    }

    void send(Envelope envelope, Instant now) throws MessagingException {
        usedAt = now;
        transport.sendMessage(envelope, envelope.getAllRecipients());
    }

    /** True if the server still answers; an old connection is not even asked. */
    boolean isAlive(Instant now) {
        return usedAt.plus(settings.idle()).isAfter(now) && transport.isConnected();
    }

    /** Ends whatever it is doing; a thread that waits for the server gets an exception. */
    void cut() {
        plug.pull();
    }

    private Properties properties(MailSettings mail) {
        Properties properties = new Properties();
        String timeout = String.valueOf(settings.timeout().toMillis());
        String connect = String.valueOf(settings.connectTimeout().toMillis());
        properties.put("mail.smtp.connectiontimeout", connect);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.from", mail.from());
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.auth", String.valueOf(settings.username() != null));
        properties.put("mail.smtp.starttls.enable", String.valueOf(settings.starttls()));
        properties.put("mail.smtp.starttls.required", String.valueOf(settings.starttls()));
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.socketFactory", plug);
        properties.put("mail.smtp.socketFactory.fallback", "false");
        return properties;
    }

    /** Remembers the socket, since the library's own close waits for the library's own lock. */
    private static final class Plug extends SocketFactory {

        private @Nullable Socket socket;
        private boolean pulled;

        @Override
        public synchronized Socket createSocket() throws IOException {
            if (pulled) {
                throw new IOException("cut");
            }
            socket = new Socket();
            return socket;
        }

        synchronized void pull() {
            pulled = true;
            try {
                if (socket != null) {
                    socket.close();
                }
            } catch (IOException _) {
                // it is of no more use either way
            }
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
