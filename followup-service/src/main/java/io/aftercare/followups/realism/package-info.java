/**
 * Whether a date can be kept: what history says of how long cases take, and when the company works.
 */
@NullMarked
package io.aftercare.followups.realism;

import org.jspecify.annotations.NullMarked;
