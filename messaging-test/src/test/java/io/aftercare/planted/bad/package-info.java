/** Planted for the architecture rules. */
@NullMarked
package io.aftercare.planted.bad;

import org.jspecify.annotations.NullMarked;
