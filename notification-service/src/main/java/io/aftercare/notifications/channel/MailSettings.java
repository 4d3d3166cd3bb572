package io.aftercare.notifications.channel;

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
        if (from == null || from.indexOf('@') < 1 || from.chars().anyMatch(c -> c <= ' ')) {
            throw new IllegalArgumentException("aftercare.mail.from must be an address");
        }
    }

    String local() {
        return from.substring(0, from.lastIndexOf('@'));
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }
}
