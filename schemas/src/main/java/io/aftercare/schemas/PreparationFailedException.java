package io.aftercare.schemas;

/**
 * The broker or the registry could not be brought into the state that the services need. The
 * message is for an operator and names the address and the topic or subject.
 */
public final class PreparationFailedException extends RuntimeException {

    PreparationFailedException(String message) {
        super(message);
    }

    PreparationFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
