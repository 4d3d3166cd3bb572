package io.aftercare.followups.realism;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The earliest date that history would keep.
 *
 * @param span the working time within which enough of the cases were resolved; null if no span is
 *     known that does
 * @param earliest when so much working time from now is over
 * @param cases how many cases that is known from
 */
record Advice(
        @Nullable String cause,
        @Nullable String product,
        @Nullable Duration span,
        @Nullable Instant earliest,
        Basis basis,
        long cases) {}
