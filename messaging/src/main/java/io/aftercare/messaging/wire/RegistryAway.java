package io.aftercare.messaging.wire;

import org.jspecify.annotations.Nullable;

/** The registry cannot be reached or is not well. It says nothing about any record. */
public final class RegistryAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    RegistryAway(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
