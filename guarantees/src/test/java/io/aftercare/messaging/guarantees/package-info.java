/** What messaging promises, one test class for each promise, on real parts. */
@NullMarked
package io.aftercare.messaging.guarantees;

import org.jspecify.annotations.NullMarked;
