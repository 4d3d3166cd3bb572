package io.aftercare.notifications.channel;

import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps conversations with the mail server open between letters: making one costs several round
 * trips. As many are open as letters were ever sent at the same time.
 */
final class SmtpConnections {

    private final SmtpSettings settings;
    private final MailSettings mail;
    private final Clock clock;
    private final Deque<SmtpConnection> idle = new ConcurrentLinkedDeque<>();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("smtp-watch").factory());

    SmtpConnections(SmtpSettings settings, MailSettings mail, Clock clock) {
        this.settings = settings;
        this.mail = mail;
        this.clock = clock;
    }

    /** Sends over a kept connection, or a new one. Takes no longer than the call limit. */
    void send(Envelope envelope) throws MessagingException {
        Cutter cutter = new Cutter();
        Future<?> limit =
                watch.schedule(cutter, settings.callLimit().toMillis(), TimeUnit.MILLISECONDS);
        try {
            SmtpConnection connection = take(cutter);
            connection.send(envelope, clock.instant());
            cutter.letGo();
            idle.addFirst(connection);
        } finally {
            limit.cancel(false);
            cutter.run();
        }
    }

    void close() {
        watch.shutdownNow();
        idle.forEach(SmtpConnection::cut);
        idle.clear();
    }

    private SmtpConnection take(Cutter cutter) throws MessagingException {
        for (SmtpConnection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            cutter.guard(kept);
            if (kept.isAlive(clock.instant())) {
                return kept;
            }
            kept.cut();
        }
        SmtpConnection fresh = new SmtpConnection(settings, mail, clock.instant());
        cutter.guard(fresh);
        fresh.open();
        return fresh;
    }

    /** Cuts the connection that a letter is being sent over, unless it was let go before. */
    private static final class Cutter implements Runnable {

        private @Nullable SmtpConnection guarded;
        private boolean over;

        synchronized void guard(SmtpConnection connection) {
            guarded = connection;
            if (over) {
                connection.cut();
            }
        }

        synchronized void letGo() {
            guarded = null;
        }

        @Override
        public synchronized void run() {
            over = true;
            if (guarded != null) {
                guarded.cut();
            }
        }
    }
}
