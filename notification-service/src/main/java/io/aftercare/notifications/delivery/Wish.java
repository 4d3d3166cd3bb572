package io.aftercare.notifications.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a service wants: a message, that one is not sent after all, or less, or more, to be said.
 */
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

    /**
     * @param eventId drawn once, when the wish was written
     */
    record Handle(UUID eventId, Handled what, @Nullable String trace) implements Wish {
        @Override
        public String key() {
            return Handled.KEY + what.caseId();
        }
    }

    /**
     * @param eventId drawn once, when the wish was written
     */
    record TakeBack(UUID eventId, TakenBack what, @Nullable String trace) implements Wish {
        @Override
        public String key() {
            return what.key();
        }
    }
}
