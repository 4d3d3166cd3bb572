/** All that happened to a case in any service, one line per fact. */
@NullMarked
package io.aftercare.cases.timeline;

import org.jspecify.annotations.NullMarked;
