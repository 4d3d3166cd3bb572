package io.aftercare.notifications.channel;

import io.aftercare.messaging.web.SignedLinks;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The addresses behind the links in messages. They are made anew each time and kept nowhere. */
@Component
public class Links {

    private final LinkSettings settings;
    private final SignedLinks signed;

    Links(LinkSettings settings, SignedLinks signed) {
        this.settings = settings;
        this.signed = signed;
    }

    /**
     * @param purpose {@code contact} or {@code survey}
     */
    public String to(String purpose, UUID id, int version) {
        return settings.base(purpose) + signed.path(purpose, id, version);
    }
}
