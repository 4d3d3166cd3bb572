package io.aftercare.notifications.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a service wants: a message, or that a message is not sent after all. */
sealed interface Wish {

    String key();

    @Nullable String trace();

    /**
     * @param eventId drawn once, when the wish was written
     */
    record Ask(UUID eventId, Request request) implements Wish {
        @Override
        public String key() {
            return request.key();
        }

        @Override
        public @Nullable String trace() {
            return request.trace();
        }
    }

    record TakeBack(String key, String recipient, UUID caseId, @Nullable String trace)
            implements Wish {

        boolean isAbout(Request request) {
            return request.recipient().equals(recipient) && request.caseId().equals(caseId);
        }
    }
}
