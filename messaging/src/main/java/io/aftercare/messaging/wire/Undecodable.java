package io.aftercare.messaging.wire;

import org.jspecify.annotations.Nullable;

/** Bytes that are not a record of the topic and never will be. */
public final class Undecodable extends RuntimeException {

    private static final long serialVersionUID = 1;

    Undecodable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
