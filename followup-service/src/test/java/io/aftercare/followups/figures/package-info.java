@NullMarked
package io.aftercare.followups.figures;

import org.jspecify.annotations.NullMarked;
