package io.aftercare.followups.promise;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param grace how long after the due date a report that it was kept may still come before the
 *     customer hears that it was not
 * @param finalAfter how long after the due date it may still turn out to have been kept in time
 * @param freshFor how long word of a broken promise is worth sending, counted from when it should
 *     have been sent
 * @param holdBefore how long before the customer can be written to for the last time they are told
 *     that it is not done, unless somebody said that it will be
 * @param remindAfter how long after a promise under a condition the customer is reminded of it, if
 *     they have not met it
 * @param attemptsApart how long after a first call that did not reach the customer a second one
 *     counts
 */
@ConfigurationProperties("aftercare.followup.promise")
record PromiseSettings(
        @DefaultValue("60m") Duration grace,
        @DefaultValue("7d") Duration finalAfter,
        @DefaultValue("24h") Duration freshFor,
        @DefaultValue("1h") Duration holdBefore,
        @DefaultValue("3d") Duration remindAfter,
        @DefaultValue("3h") Duration attemptsApart,
        @DefaultValue Warn warn,
        @DefaultValue Ladder ladder) {

    /**
     * When those who answer for a promise are warned.
     *
     * @param days business days before it is due, the first time
     * @param before business time before it is due, the second time
     * @param firstPercent of a span of fewer days, the first time
     * @param secondPercent of such a span, the second time
     */
    record Warn(
            @DefaultValue("1") int days,
            @DefaultValue("4h") Duration before,
            @DefaultValue("50") int firstPercent,
            @DefaultValue("80") int secondPercent) {

        Warn {
            require(days >= 1 && days <= 30, "warn.days must be 1 to 30");
            require(!before.isNegative(), "warn.before must be 0 or more");
            require(
                    0 < firstPercent && firstPercent <= secondPercent && secondPercent < 100,
                    "warn.first-percent and warn.second-percent must rise between 0 and 100");
        }
    }

    /**
     * When a break is brought before others than the owner.
     *
     * @param lead business time after it, to the lead
     * @param managerDays business days after it, to the manager
     * @param manager business time after it, to the manager; counts instead if given
     */
    record Ladder(
            @DefaultValue("4h") Duration lead,
            @DefaultValue("1") int managerDays,
            @Nullable Duration manager) {

        Ladder {
            require(!lead.isNegative(), "ladder.lead must be 0 or more");
            require(managerDays >= 1 && managerDays <= 30, "ladder.manager-days must be 1 to 30");
            require(manager == null || !manager.isNegative(), "ladder.manager must be 0 or more");
        }
    }

    PromiseSettings {
        require(!attemptsApart.isNegative(), "attempts-apart must be 0 or more");
        require(!holdBefore.isNegative(), "hold-before must be 0 or more");
        require(
                remindAfter.isPositive() && remindAfter.toDays() <= 90,
                "remind-after must be more than 0 and at most 90 days");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("aftercare.followup.promise." + rule);
        }
    }

    /** When the customer hears that this promise was broken. */
    Instant tellAt(Promise promise) {
        return promise.due().plus(grace);
    }

    Pace pace() {
        return new Pace(
                warn.days(),
                warn.before(),
                warn.firstPercent(),
                warn.secondPercent(),
                holdBefore,
                ladder.lead(),
                ladder.managerDays(),
                ladder.manager());
    }
}
