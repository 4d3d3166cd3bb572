package io.aftercare.stack.command;

/** Another process works on the same data. */
final class InUse extends RuntimeException {
    private static final long serialVersionUID = 1;

    InUse(String message) {
        super(message);
    }
}
