package io.aftercare.hours;

import java.time.Instant;

/**
 * A stretch of time, never empty.
 *
 * @param start its first instant
 * @param end the first instant after it
 */
public record Span(Instant start, Instant end) {}
