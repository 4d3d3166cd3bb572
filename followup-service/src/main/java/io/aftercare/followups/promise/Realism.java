package io.aftercare.followups.promise;

import org.jspecify.annotations.Nullable;

/**
 * Whether a date was likely to be kept when it was given, as history said then.
 *
 * @param share which part of past cases met such a span, 0 to 1; null if unknown
 * @param basis which cases those were: {@code CAUSE_AND_PRODUCT}, {@code CAUSE}, {@code ALL} or
 *     {@code UNKNOWN}
 * @param cases how many
 * @param workingTime true if it is a working day, or a moment within working hours
 * @param warned true if whoever gave it was warned
 */
record Realism(
        @Nullable Double share, String basis, long cases, boolean workingTime, boolean warned) {}
