/** Planted for the architecture rules. */
@NullMarked
package io.aftercare.planted.good.bells;

import org.jspecify.annotations.NullMarked;
