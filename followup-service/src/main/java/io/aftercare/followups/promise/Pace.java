package io.aftercare.followups.promise;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How early people are warned of a promise, and how soon it is brought before the next of them.
 *
 * @param warnDays business days from the first warning to the due date, 1 or more
 * @param warnBefore business time from the second warning to the due date
 * @param firstPercent of a span under that many business days, before the first warning
 * @param secondPercent of such a span, before the second
 * @param holdBefore how long before the customer can be written to for the last time they are told
 *     that it is not done
 * @param leadAfter business time from a break to the lead
 * @param managerDays business days from a break to the manager, 1 or more
 * @param managerAfter business time from a break to the manager; if given, it counts instead
 */
record Pace(
        int warnDays,
        Duration warnBefore,
        int firstPercent,
        int secondPercent,
        Duration holdBefore,
        Duration leadAfter,
        int managerDays,
        @Nullable Duration managerAfter) {}
