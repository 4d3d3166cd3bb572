/** Aftercare as its users meet it. */
@NullMarked
package io.aftercare.system;

import org.jspecify.annotations.NullMarked;
