package io.aftercare.stack.process;

/**
 * A server of the infrastructure: a process or a container. Its address and its data stay the same
 * however often it is stopped, killed and started. Each method returns when it has happened.
 */
public interface Part {
    /** How people call it. */
    String name();

    /** Its port on loopback. */
    int port();

    boolean isRunning();

    /**
     * Starts it if it is not running, lets it run on if suspended; returns when it answers.
     *
     * @throws PartFailed when it dies or does not answer in five minutes
     */
    void start();

    /** An orderly end. */
    void stop();

    /**
     * The end as by `kill -9`, or by the plug pulled from one process: nothing is written any more.
     */
    void kill();

    /** Connections stay open and nothing answers, until {@link #start()}. */
    void suspend();

    /** What has become of it, in words, with the end of its log. */
    PartFailed failure();
}
