package io.aftercare.notifications.channel;

import jakarta.mail.MessagingException;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** Reads what the mail server meant. */
final class SmtpAnswer {

    static final int NO_SUCH_ADDRESS = 553;

    private static final int SERVICE_NOT_AVAILABLE = 421;

    /** Said of a recipient, but about us: log in first, or not through this server. */
    private static final Set<Integer> NOT_ABOUT_THE_RECIPIENT = Set.of(530, 535, 554);

    private SmtpAnswer() {}

    /**
     * A 5xx for the recipient or the content is final. A 5xx for the connection, the login or the
     * sender is our or the server's trouble: another try may do better, and no letter is lost.
     *
     * @param handedOver true if the server had the whole letter: what it did not say, nobody knows
     */
    static Outcome to(MessagingException e, boolean handedOver) {
        SMTPAddressFailedException address = addressFailure(e);
        if (address != null) {
            return aboutRecipient(address.getReturnCode());
        }
        return switch (e) {
            case SMTPSenderFailedException sender -> ill(sender.getReturnCode(), false);
            case SMTPSendFailedException send
                    when send.getReturnCode() >= 500 && isAboutContent(send.getCommand()) ->
                    new Outcome.Refused(send.getReturnCode());
            case SMTPSendFailedException send -> ill(send.getReturnCode(), handedOver);
            default -> new Outcome.Failed(cause(e), true, handedOver);
        };
    }

    private static Outcome aboutRecipient(int code) {
        boolean ours = NOT_ABOUT_THE_RECIPIENT.contains(code);
        if (code >= 500 && !ours) {
            return new Outcome.Refused(code);
        }
        boolean ill = ours || code == SERVICE_NOT_AVAILABLE || code < 400;
        return new Outcome.Failed(code(code), ill, false);
    }

    /** An answer says no; only silence leaves open what became of the letter. */
    private static Outcome ill(int code, boolean handedOver) {
        return new Outcome.Failed(code(code), true, handedOver && code <= 0);
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
