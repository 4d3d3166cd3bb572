package io.aftercare.notifications.channel;

import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what the mail server meant. */
final class SmtpAnswer {

    private static final int SERVICE_NOT_AVAILABLE = 421;

    private SmtpAnswer() {}

    /**
     * A 5xx for the recipient or the content is final. A 5xx for the connection, the login or the
     * sender is our or the server's trouble: another try may do better, and no letter is lost.
     */
    static Outcome to(MessagingException e) {
        SMTPAddressFailedException address = addressFailure(e);
        if (address != null) {
            int code = address.getReturnCode();
            return code >= 500
                    ? new Outcome.Refused(code)
                    : new Outcome.Failed(code(code), code == SERVICE_NOT_AVAILABLE || code < 400);
        }
        return switch (e) {
            case SMTPSenderFailedException sender ->
                    new Outcome.Failed(code(sender.getReturnCode()), true);
            case SMTPSendFailedException send
                    when send.getReturnCode() >= 500 && isAboutContent(send.getCommand()) ->
                    new Outcome.Refused(send.getReturnCode());
            case SMTPSendFailedException send ->
                    new Outcome.Failed(code(send.getReturnCode()), true);
            default -> new Outcome.Failed(cause(e), true);
        };
    }

    private static boolean isAboutContent(@Nullable String command) {
        return command != null && (command.equals(".") || command.startsWith("DATA"));
    }

    private static @Nullable SMTPAddressFailedException addressFailure(MessagingException e) {
        for (Exception next = e; next instanceof MessagingException m; next = next(m)) {
            if (next instanceof SMTPAddressFailedException address) {
                return address;
            }
        }
        return null;
    }

    private static @Nullable Exception next(MessagingException e) {
        return e.getNextException();
    }

    private static String code(int code) {
        return code > 0 ? String.valueOf(code) : "connection-lost";
    }

    private static String cause(MessagingException e) {
        Exception inner = e.getNextException();
        return (inner == null ? e : inner).getClass().getSimpleName();
    }
}
