package io.aftercare.followups.promise;

import java.time.Instant;

/**
 * A promise does not stand any more, as somebody says.
 *
 * @param consent true if the customer agreed
 */
record Withdrawal(boolean consent, Instant at, Instant reportedAt) implements Report {}
