/** Figures of promises: how many were kept, explained or broken. Counts only. */
@NullMarked
package io.aftercare.followups.figures;

import org.jspecify.annotations.NullMarked;
