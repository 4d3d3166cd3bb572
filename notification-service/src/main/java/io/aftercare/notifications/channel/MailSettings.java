package io.aftercare.notifications.channel;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who writes.
 *
 * @param from the address, also of bounces; replies go to it with {@code +<case id>} before the @
 * @param name shown with the address
 */
@ConfigurationProperties("aftercare.mail")
record MailSettings(String from, @DefaultValue("Customer care") String name) {

    MailSettings {
        if (from == null || !isAddress(from)) {
            throw new IllegalArgumentException("aftercare.mail.from must be an address");
        }
    }

    /** As strict as the library is with a letter, which should find nothing wrong with us then. */
    private static boolean isAddress(String from) {
        try {
            String address = new InternetAddress(from, true).getAddress();
            return address.equals(from) && from.indexOf('@') > 0;
        } catch (AddressException _) {
            return false;
        }
    }

    String local() {
        return from.substring(0, from.lastIndexOf('@'));
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }
}
