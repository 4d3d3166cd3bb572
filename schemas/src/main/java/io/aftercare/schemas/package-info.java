/** The contract that services and outside systems share. */
@NullMarked
package io.aftercare.schemas;

import org.jspecify.annotations.NullMarked;
