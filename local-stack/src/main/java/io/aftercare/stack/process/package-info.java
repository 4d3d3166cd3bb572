/** Processes that are started, waited for, and never outlive us. */
@NullMarked
package io.aftercare.stack.process;

import org.jspecify.annotations.NullMarked;
