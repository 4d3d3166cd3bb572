package io.aftercare.notifications.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are tried.
 *
 * @param lease how long a claim lasts
 * @param tries calls at most of which nobody knows whether they sent the message: it may reach
 *     somebody as often. What surely was not sent is tried until its time is over
 * @param firstPause before the second try; doubled before each further one
 * @param longestPause it grows no further
 * @param busyPause how long to wait at least when the provider is full or left alone
 * @param queue letters claimed and waiting for a free connection at most
 * @param bundle when what comes in crowds goes in one letter
 */
@ConfigurationProperties("aftercare.notification")
record DeliverySettings(
        @DefaultValue("2m") Duration lease,
        @DefaultValue("10") int tries,
        @DefaultValue("30s") Duration firstPause,
        @DefaultValue("1h") Duration longestPause,
        @DefaultValue("5s") Duration busyPause,
        @DefaultValue("40") int queue,
        @DefaultValue Bundle bundle) {

    /**
     * @param after letters to one member of staff within a while; what is more goes in one
     * @param within the while
     * @param most messages in one letter
     */
    record Bundle(
            @DefaultValue("5") int after,
            @DefaultValue("15m") Duration within,
            @DefaultValue("500") int most) {

        Bundle {
            if (after < 1 || most < 2 || within.isNegative()) {
                throw new IllegalArgumentException(
                        "aftercare.notification.bundle: after must be 1 or more, most 2 or more,"
                                + " within 0 or more");
            }
        }

        Pile.Limit limit() {
            return new Pile.Limit(after, within, most);
        }
    }

    Retries retries() {
        return new Retries(lease, tries, firstPause, longestPause, busyPause);
    }
}
