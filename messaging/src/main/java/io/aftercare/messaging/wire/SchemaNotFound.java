package io.aftercare.messaging.wire;

/**
 * A healthy registry does not know a schema id. It may learn it soon: the writer could be ahead of
 * us.
 */
public final class SchemaNotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    SchemaNotFound(String what) {
        super(what);
    }
}
