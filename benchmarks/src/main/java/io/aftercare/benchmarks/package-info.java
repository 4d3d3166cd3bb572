/** What a hop, a timer and a second of lateness cost here and elsewhere. */
@NullMarked
package io.aftercare.benchmarks;

import org.jspecify.annotations.NullMarked;
