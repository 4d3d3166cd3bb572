package io.aftercare.stack.process;

/**
 * A part of the stack died or does not answer; the message names it and shows the end of its log.
 */
public final class PartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public PartFailed(String message) {
        super(message);
    }
}
