/** The record of a case, its cycles, and the timeline of all that happened to it. */
@NullMarked
package io.aftercare.cases;

import org.jspecify.annotations.NullMarked;
