package io.aftercare.benchmarks;

/** Somebody who moves records from one topic to another and leaves the same rows behind. */
interface Contender {

    String name();

    /**
     * Records this contender is given: enough for a steady rate, not so many that it takes minutes.
     */
    int records(int most);

    /** Starts moving records; the returned handle ends it. */
    AutoCloseable start(Run run);

    /**
     * One run's surroundings.
     *
     * @param ground where broker and databases run
     * @param database an empty one of its own
     * @param group a consumer group that has read nothing
     * @param in a topic full of records
     * @param out an empty topic
     */
    record Run(
            Ground ground,
            io.aftercare.stack.ServiceDatabase database,
            String group,
            String in,
            String out) {}
}
