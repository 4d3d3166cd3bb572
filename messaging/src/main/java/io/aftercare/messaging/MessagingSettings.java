package io.aftercare.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set.
 *
 * @param batch records per poll and rows per relayed batch
 * @param consumers consumers per topic in this process
 * @param retryFor how long a record that fails alone is tried again before it is a dead letter
 * @param unknownSchemaWait how long a partition waits for a schema id the registry does not know
 * @param sessionTimeout after this silence a dead replica's partitions go to others
 * @param silentFor a consumer that has not asked for records for so long is reported as trouble
 * @param fuse when a listener stops because its failures look like a bug
 * @param timers how timers fire
 */
@ConfigurationProperties("aftercare.messaging")
public record MessagingSettings(
        @DefaultValue("2000") int batch,
        @DefaultValue("1") int consumers,
        @DefaultValue("10s") Duration retryFor,
        @DefaultValue("60s") Duration unknownSchemaWait,
        @DefaultValue("10s") Duration sessionTimeout,
        @DefaultValue("60s") Duration silentFor,
        @DefaultValue Fuse fuse,
        @DefaultValue TimerSettings timers) {

    /**
     * @param inARow so many unexpected failures without a success between them blow the fuse
     * @param percent so many percent of a while's records do too, if they are at least {@code
     *     inARow}
     * @param window the while, at least; as much longer as {@code inARow} failures need
     */
    public record Fuse(
            @DefaultValue("20") int inARow,
            @DefaultValue("5") int percent,
            @DefaultValue("1m") Duration window) {}

    /**
     * @param batch timers fired in one transaction at most
     * @param threads fire at the same time when more are due than one transaction takes
     * @param tries a timer that failed so often is parked
     * @param firstPause before the second try; doubled before each further one, up to an hour
     */
    public record TimerSettings(
            @DefaultValue("1000") int batch,
            @DefaultValue("2") int threads,
            @DefaultValue("10") int tries,
            @DefaultValue("1s") Duration firstPause) {}
}
