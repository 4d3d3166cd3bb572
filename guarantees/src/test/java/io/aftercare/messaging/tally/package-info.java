/** A service as small as one can be: it adds up what it hears and rings when it is asked to. */
@NullMarked
package io.aftercare.messaging.tally;

import org.jspecify.annotations.NullMarked;
