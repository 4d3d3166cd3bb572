/**
 * Opening hours, contact hours and business time: instants in, instants out.
 *
 * <p>An instant is open when the wall clock of the zone shows an open time of an open day at that
 * instant. So daylight saving is exact both ways: an hour that the clocks skip is no business time,
 * an hour that they show twice counts twice. Times are exact to the millisecond; finer parts of an
 * argument are cut off. Calendars reach from 1970 to 2099; other instants are refused, so every
 * computation ends.
 *
 * <p>Everything here is immutable and may be shared between threads.
 */
@NullMarked
package io.aftercare.hours;

import org.jspecify.annotations.NullMarked;
