package io.aftercare.followups.realism;

import org.jspecify.annotations.Nullable;

/**
 * Whether a date is likely to be kept, at the moment when it is given. It warns and forbids
 * nothing.
 *
 * @param share which part of past cases was resolved within such a span, 0 to 1; null if unknown
 * @param cases how many cases that share is of
 * @param workingTime true if the date is a working day, or the moment within working hours
 * @param warned true if the share is too small or the date is no working time
 */
public record Verdict(
        @Nullable Double share, Basis basis, long cases, boolean workingTime, boolean warned) {}
