package io.aftercare.stack.process;

/** A server that a {@link ProcessPart} runs. */
public interface Program {
    String name();

    /** Its port on loopback. */
    int port();

    /** Makes ready what it needs, data directory and configuration, and says how to start it. */
    Launch launch();

    /** Whether it serves requests now. */
    boolean answers();

    /** Hears that it has ended in order. */
    default void stopped() {}
}
