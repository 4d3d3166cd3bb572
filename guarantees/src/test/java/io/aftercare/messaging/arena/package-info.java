/**
 * Where guarantees are tested: an {@link io.aftercare.messaging.arena.Arena} with real parts and as
 * many replicas of the tally service as a test wants, in this JVM or as processes to be killed.
 */
@NullMarked
package io.aftercare.messaging.arena;

import org.jspecify.annotations.NullMarked;
