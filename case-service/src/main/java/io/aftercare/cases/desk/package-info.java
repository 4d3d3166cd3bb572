/** What people at desks read of cases and do with them: lists, corrections, a hand-over. */
@NullMarked
package io.aftercare.cases.desk;

import org.jspecify.annotations.NullMarked;
